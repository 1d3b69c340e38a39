package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A component that is made by the first exchange of a route, which is older than it. */
class LateComponentTest extends CamelTestSupport {

    private static final String KEY = "test-key-0123456789abcdef";

    @RegisterExtension
    private static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension();

    @Test
    void stoppingTheRouteEndsItsWaiting() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));
        CompletableFuture<Exchange> waiting = template.asyncSend("direct:late", e -> {
            e.getMessage().setBody("https://example.com/photo.jpg");
            e.getMessage().setHeader("gateway", GATEWAY.url());
        });
        await().until(() -> GATEWAY.sandbox().ledger().charges() == 1);

        assertThat(context.getRouteController().stopRoute("late", 10, TimeUnit.SECONDS, true))
                .as("stopped before its time was over")
                .isTrue();
        assertThat(waiting.get(15, TimeUnit.SECONDS).getException()).isInstanceOf(CompletionTimeoutException.class);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:late")
                        .routeId("late")
                        .recipientList(simple("pixelforge:relight?prompt=Soft light&awaitCompletion=true&apiKey=" + KEY
                                + "&gatewayUrl=${header.gateway}"));
            }
        };
    }
}
