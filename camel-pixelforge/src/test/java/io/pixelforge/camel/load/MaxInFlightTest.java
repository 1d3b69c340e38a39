package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.InFlightLimitException;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MaxInFlightTest extends PixelForgeTestSupport {

    private final PixelForgeSandbox slow = new PixelForgeSandbox(SandboxOptions.builder()
                    .queueTime(Duration.ofMillis(200))
                    .processingTime(Duration.ofMillis(200))
                    .build())
            .start();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setGatewayUrl(slow.url());
    }

    @AfterEach
    void closeSandbox() {
        slow.close();
    }

    @Test
    void aSubmitWaitsUntilAnotherJobHasEndedAndTheirOrderIsKept() throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(4);
        AsyncProducer producer =
                context.getEndpoint("pixelforge:relight?maxInFlight=1").createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> submits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            submits.add(begin(producer, "light " + i));
        }

        done.assertIsSatisfied();
        assertThat(submits)
                .allSatisfy(submit -> assertThat(submit.join().getException()).isNull());
        assertThat(slow.ledger().entries())
                .extracting(entry -> entry.prompt())
                .containsExactly("light 0", "light 1", "light 2", "light 3");
        assertThat(mostAtOnce()).isEqualTo(1);
    }

    @Test
    void exchangesThatAwaitTheirJobsMakeRoomForThoseThatWait() throws Exception {
        AsyncProducer producer = context.getEndpoint("pixelforge:relight?maxInFlight=2&awaitCompletion=true")
                .createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> submits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            submits.add(begin(producer, "light " + i));
        }

        assertThat(submits).allSatisfy(submit -> {
            assertThat(submit.join().getException()).isNull();
            assertThat(submit.join().getMessage().getHeader(PixelForgeConstants.STATUS))
                    .isEqualTo("COMPLETED");
        });
        assertThat(slow.ledger().charges()).isEqualTo(6);
        assertThat(mostAtOnce()).isEqualTo(2);
    }

    @Test
    void aSubmitIsRefusedWhenTheEndpointSaysSo() {
        slow.faults().on(CallKind.STATUS).always().play(Fault.status(500));
        assertThat(submit("reject", "first").join().getException()).isNull();

        Exchange refused = submit("reject", "second").join();

        assertThat(refused.getException())
                .isInstanceOfSatisfying(InFlightLimitException.class, e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.getCharged()).isEqualTo(Charged.NO);
                })
                .hasMessageContainingAll("group default", "1 jobs", "maxInFlight", "Nothing was sent", "whenFull=wait");
        assertThat(slow.counters().submits()).isEqualTo(1);
    }

    @Test
    void aWaitingSubmitEndsWithItsRouteAndIsNotSent() throws Exception {
        slow.faults().on(CallKind.STATUS).always().play(Fault.status(500));
        assertThat(submit("wait", "first").join().getException()).isNull();
        CompletableFuture<Exchange> waiting = submit("wait", "second");
        await().untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isEqualTo(1));

        context.getRouteController().stopRoute("wait");

        assertThat(waiting.join().getException()).hasMessageContaining("not sent");
        assertThat(slow.counters().submits()).isEqualTo(1);
    }

    /** In this thread until the request is on its way or waits, so that they come one after the other. */
    private CompletableFuture<Exchange> begin(AsyncProducer producer, String prompt) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(PHOTO);
        exchange.getMessage().setHeader(PixelForgeConstants.PROMPT, prompt);
        CompletableFuture<Exchange> result = new CompletableFuture<>();
        producer.process(exchange, doneSync -> result.complete(exchange));
        return result;
    }

    private CompletableFuture<Exchange> submit(String route, String prompt) {
        return template.asyncSend("direct:" + route, exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage().setHeader(PixelForgeConstants.PROMPT, prompt);
        });
    }

    private int mostAtOnce() {
        List<Instant> at =
                slow.ledger().entries().stream().map(entry -> entry.at()).toList();
        Duration life = Duration.ofMillis(400);
        int most = 0;
        for (Instant start : at) {
            most = Math.max(most, (int) at.stream()
                    .filter(other -> !other.isAfter(start) && other.plus(life).isAfter(start))
                    .count());
        }
        return most;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:wait").routeId("wait").to("pixelforge:relight?maxInFlight=1");
                from("direct:reject").to("pixelforge:relight?maxInFlight=1&whenFull=reject");
                from("pixelforge:relight").to("mock:done");
            }
        };
    }
}
