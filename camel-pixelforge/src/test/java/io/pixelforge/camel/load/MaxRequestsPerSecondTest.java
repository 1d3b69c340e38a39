package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.StoppedClockTestSupport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MaxRequestsPerSecondTest extends StoppedClockTestSupport {

    private static final Duration SPACING = Duration.ofMillis(100);
    private static final Duration FIRST_POLL = Duration.ofMinutes(1);
    private static final int PENDING = 8;
    private static final int SUBMITS = 20;
    private static final int GENERATES = 8;

    private final List<CompletableFuture<Exchange>> sent = new ArrayList<>();

    @Test
    void holdsWhenItIsSetOnTheComponent() throws Exception {
        context.getComponent("pixelforge", PixelForgeComponent.class)
                .getConfiguration()
                .setMaxRequestsPerSecond(10);
        assertHeldAndEachKindGetsThrough("");
    }

    @Test
    void holdsForAllEndpointsWhenItIsSetOnOne() throws Exception {
        assertHeldAndEachKindGetsThrough("&maxRequestsPerSecond=10");
    }

    private void assertHeldAndEachKindGetsThrough(String option) throws Exception {
        addRoutes(option);
        send("relight", PENDING);
        step(0, PENDING);

        clock.advance(FIRST_POLL.multipliedBy(2)); // all of these are due by then
        send("relight", SUBMITS);
        send("generate", GENERATES);
        step(PENDING, PENDING + SUBMITS + GENERATES);

        List<String> together = calls().subList(PENDING, PENDING + SUBMITS + GENERATES);
        assertThat(together).filteredOn("status"::equals).hasSizeGreaterThanOrEqualTo(PENDING / 2);
        assertThat(together).filteredOn("generate"::equals).hasSizeGreaterThanOrEqualTo(GENERATES / 2);
        assertThat(together).filteredOn("submit"::equals).hasSizeGreaterThanOrEqualTo(SUBMITS / 2);
        await().until(() -> {
            clock.advance(SPACING);
            return sent.stream().allMatch(CompletableFuture::isDone);
        });
        assertThat(sent)
                .allSatisfy(future -> assertThat(future.join().getException()).isNull());
    }

    /** Lets one call after the other through. */
    private void step(int from, int to) {
        for (int i = from; i < to; i++) {
            int before = i;
            await().untilAsserted(() -> assertThat(calls()).hasSizeGreaterThan(before));
            assertThat(calls()).as("one call for each " + SPACING).hasSize(before + 1);
            clock.advance(SPACING);
        }
    }

    private static List<String> calls() {
        return requestsAfter(0).stream()
                .map(request -> request.path().endsWith("/serve_image")
                        ? "generate"
                        : request.method().equals("POST") ? "submit" : "status")
                .toList();
    }

    private void send(String route, int number) {
        for (int i = 0; i < number; i++) {
            sent.add(template.asyncSend("direct:" + route, e -> e.getMessage().setBody(PHOTO)));
        }
    }

    private void addRoutes(String option) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:relight")
                        .to("pixelforge:relight?prompt=Soft light&initialPollDelay=" + FIRST_POLL.toMillis() + option);
                from("direct:generate").to("pixelforge:generate?prompt=A city");
            }
        });
    }
}
