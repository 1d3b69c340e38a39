package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;
import org.junit.jupiter.api.Test;

/** The result of a part is safe only once the whole is. */
class AwaitedInsideASplitTest extends ConsumerTestSupport {

    private final AtomicBoolean wholeFails = new AtomicBoolean();
    private final AtomicBoolean partFails = new AtomicBoolean();
    private volatile String awaited;

    @Test
    void anAwaitedEndIsKeptIfTheWholeFails() {
        wholeFails.set(true);

        assertThat(split().getException()).hasMessage("The whole");

        assertThat(stored("split", awaited)).isPresent();
    }

    @Test
    void anAwaitedEndIsKeptIfItsPartFailsThoughTheWholeDoesNot() {
        partFails.set(true);

        assertThat(split().getException()).isNull();

        assertThat(stored("split", awaited)).isPresent();
    }

    @Test
    void anAwaitedEndIsDoneWithOnceTheWholeIs() {
        assertThat(split().getException()).isNull();

        assertThat(stored("split", awaited)).isEmpty();
    }

    private Exchange split() {
        return template.request(
                "direct:split", exchange -> exchange.getMessage().setBody(List.of(PHOTO)));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split")
                        .split(body(), new UseOriginalAggregationStrategy(null, false))
                        .to("pixelforge:relight?prompt=Soft light&awaitCompletion=true&jobGroup=split")
                        .process(exchange -> awaited = requestId(exchange))
                        .process(exchange -> failIf(partFails, "A part"))
                        .end()
                        .process(exchange -> failIf(wholeFails, "The whole"));
            }
        };
    }

    private static void failIf(AtomicBoolean fails, String what) {
        if (fails.get()) {
            throw new IllegalStateException(what);
        }
    }
}
