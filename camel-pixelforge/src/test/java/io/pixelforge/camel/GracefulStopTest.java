package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class GracefulStopTest extends PixelForgeTestSupport {

    @BeforeEach
    void noJobEnds() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));
    }

    @Test
    void stoppingTheContextEndsAllWaitingWithTheRequestId() throws Exception {
        CompletableFuture<Exchange> waiting = submitted();

        context.stop();

        assertNotice(waiting.get(15, TimeUnit.SECONDS));
    }

    @Test
    void stoppingARouteEndsItsWaitingWithTheRequestIdAndItStartsAgain() throws Exception {
        CompletableFuture<Exchange> waiting = submitted();

        context.getRouteController().stopRoute("submit");

        assertNotice(waiting.get(15, TimeUnit.SECONDS));
        GATEWAY.sandbox().faults().clear();
        context.getRouteController().startRoute("submit");
        assertThat(send().get(15, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void anExchangeWhoseSubmitIsUnderWayIsAnsweredWithItsRequestId() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.delay(Duration.ofSeconds(1)));
        CompletableFuture<Exchange> waiting = send();
        await().until(() -> GATEWAY.sandbox().ledger().charges() == 1);

        context.getRouteController().stopRoute("submit");

        assertNotice(waiting.get(15, TimeUnit.SECONDS));
    }

    @Test
    void aSubmitThatRestsBeforeItsNextTryEndsAtOnceAndIsNotSent() throws Exception {
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.SUBMIT)
                .always()
                .play(Fault.status(429).retryAfter(60));
        CompletableFuture<Exchange> resting = send();
        await().until(() -> GATEWAY.sandbox().counters().submits() == 1);

        context.getRouteController().stopRoute("submit");

        assertThat(resting.get(15, TimeUnit.SECONDS).getException()).isNotNull();
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
        assertThat(GATEWAY.sandbox().ledger().charges()).isZero();
    }

    private CompletableFuture<Exchange> submitted() {
        CompletableFuture<Exchange> waiting = send();
        await().until(() -> GATEWAY.sandbox().counters().statusCalls() > 0);
        return waiting;
    }

    private CompletableFuture<Exchange> send() {
        return template.asyncSend("direct:submit", e -> e.getMessage().setBody(PHOTO));
    }

    private static void assertNotice(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(CompletionTimeoutException.class, e -> assertThat(e.getRequestId())
                        .isEqualTo(GATEWAY.sandbox().ledger().entries().get(0).id()));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").routeId("submit").to("pixelforge:relight?prompt=Soft light&awaitCompletion=true");
            }
        };
    }
}
