package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a key, and without an error handler that delivers again, every call is a wish of its own. */
class RepeatedInputIsItsOwnRequestTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light";

    private final List<Object> requestIds = new CopyOnWriteArrayList<>();
    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "direct:loop",
                "direct:loopOfCopies",
                "direct:multicast",
                "direct:parallel",
                "direct:split",
                "direct:twice",
                "direct:loopWithARedeliveredStep",
                "direct:afterARedeliveredStep",
                "direct:aroundARedeliveredStep"
            })
    void theSameInputTwiceIsTwoRequests(String route) {
        Exchange exchange = template.request(route, e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(requestIds).hasSize(2).doesNotHaveDuplicates();
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(2);
    }

    private void see(Exchange exchange) {
        requestIds.add(exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class));
    }

    private void failOnce(Exchange exchange) {
        if (tries.incrementAndGet() == 1) {
            throw new IllegalStateException("not yet");
        }
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:relight")
                        .errorHandler(noErrorHandler())
                        .setBody(constant(PHOTO))
                        .to(RELIGHT)
                        .process(RepeatedInputIsItsOwnRequestTest.this::see);
                from("direct:loop").loop(2).to("direct:relight");
                from("direct:loopOfCopies").loop(2).copy().to("direct:relight");
                from("direct:multicast").multicast().to("direct:relight", "direct:relight");
                from("direct:parallel").multicast().parallelProcessing().to("direct:relight", "direct:relight");
                from("direct:split").split(constant(List.of(PHOTO, PHOTO))).to("direct:relight");
                from("direct:twice").to("direct:relight").to("direct:relight");
                from("direct:loopWithARedeliveredStep")
                        .loop(2)
                        .to("direct:relight")
                        .process(RepeatedInputIsItsOwnRequestTest.this::failOnce);
                from("direct:afterARedeliveredStep")
                        .process(RepeatedInputIsItsOwnRequestTest.this::failOnce)
                        .setBody(constant(PHOTO))
                        .to(RELIGHT)
                        .process(RepeatedInputIsItsOwnRequestTest.this::see)
                        .setBody(constant(PHOTO))
                        .to(RELIGHT)
                        .process(RepeatedInputIsItsOwnRequestTest.this::see);
                from("direct:aroundARedeliveredStep")
                        .to(RELIGHT)
                        .process(RepeatedInputIsItsOwnRequestTest.this::see)
                        .process(RepeatedInputIsItsOwnRequestTest.this::failOnce)
                        .setBody(constant(PHOTO))
                        .to(RELIGHT)
                        .process(RepeatedInputIsItsOwnRequestTest.this::see);
            }
        };
    }
}
