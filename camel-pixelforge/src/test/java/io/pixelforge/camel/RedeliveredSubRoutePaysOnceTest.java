package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole sub-route is delivered again because a step of it after the paid one has failed. */
class RedeliveredSubRoutePaysOnceTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light";

    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    static Stream<String> steps() {
        return Stream.of(
                RELIGHT,
                RELIGHT + "&idempotentKey=1",
                RELIGHT + "&awaitCompletion=true",
                RELIGHT + "&awaitCompletion=true&download=true",
                "pixelforge:generate?prompt=A lamp",
                "pixelforge:generate?prompt=A lamp&idempotentKey=1");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void itAttachesToTheJobOfItsFirstTry(String step) throws Exception {
        String header = step.contains("generate") ? PixelForgeConstants.MEDIA_URL : PixelForgeConstants.REQUEST_ID;
        context.addRoutes(subRoute(step, header));

        Exchange exchange = template.request("direct:outer", e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(seen).hasSize(2).doesNotContainNull();
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.DUPLICATE))
                .isEqualTo(true);
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    @Test
    void callsWithDifferentPromptsDoNotMix() throws Exception {
        assertSeparate("pixelforge:relight?prompt=Hard light");
    }

    @Test
    void callsWithTheSameInputDoNotMix() throws Exception {
        assertSeparate(RELIGHT);
    }

    private void assertSeparate(String second) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                outer(this);
                from("direct:sub")
                        .errorHandler(noErrorHandler())
                        .to(RELIGHT)
                        .process(e -> see(e, PixelForgeConstants.REQUEST_ID))
                        .setBody(constant(PHOTO))
                        .to(second)
                        .process(e -> see(e, PixelForgeConstants.REQUEST_ID))
                        .process(RedeliveredSubRoutePaysOnceTest.this::failOnce);
            }
        });

        assertThat(template.request("direct:outer", e -> e.getMessage().setBody(PHOTO))
                        .getException())
                .isNull();

        assertThat(seen).hasSize(4);
        assertThat(seen.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(seen.subList(2, 4));
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(2);
    }

    private RouteBuilder subRoute(String step, String header) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                outer(this);
                from("direct:sub")
                        .errorHandler(noErrorHandler())
                        .to(step)
                        .process(e -> see(e, header))
                        .process(RedeliveredSubRoutePaysOnceTest.this::failOnce);
            }
        };
    }

    private static void outer(RouteBuilder routes) {
        routes.from("direct:outer")
                .errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                .to("direct:sub");
    }

    private void see(Exchange exchange, String header) {
        seen.add(String.valueOf(exchange.getMessage().getHeader(header)));
    }

    private void failOnce(Exchange exchange) {
        if (failed.compareAndSet(false, true)) {
            throw new IllegalStateException("not yet");
        }
    }
}
