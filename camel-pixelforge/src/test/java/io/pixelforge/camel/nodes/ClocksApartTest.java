package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Nodes on one database, one clock five minutes ahead of it and one five minutes behind. */
class ClocksApartTest extends ManyNodesTestSupport {

    private static final int JOBS = 20;

    @Test
    void eachJobIsAskedAboutWhenItIsDueAndEmittedOnce() throws Exception {
        LocalNode ahead = nodeWithClock(Duration.ofMinutes(5)).consume();
        LocalNode behind = nodeWithClock(Duration.ofMinutes(-5)).consume();

        List<String> keys = new ArrayList<>();
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            keys.add("key" + i);
            sent.add((i % 2 == 0 ? ahead : behind).submit("key" + i, "&initialPollDelay=600"));
        }

        for (CompletableFuture<Exchange> exchange : sent) {
            assertThat(get(exchange).getException()).isNull();
        }
        eventually().untilAsserted(() -> assertThat(emitted(ahead, behind)).hasSize(JOBS));
        assertThat(emitted(ahead, behind)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(sandbox.counters().statusCalls())
                .as("one question for each job, none before it was due")
                .isEqualTo(JOBS);
    }

    @Test
    void anExchangeInHandIsNotTakenByANodeWhoseClockIsTenMinutesAhead() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        LocalNode behind = nodeWithClock(Duration.ofMinutes(-5)).consume(exchange -> awaitLatch(goOn));
        get(behind.submit("order-1", ""));
        eventually().until(() -> behind.emitted().size() == 1);
        LocalNode ahead = nodeWithClock(Duration.ofMinutes(5)).consume();
        Object first = leaseUntil();

        eventually().until(() -> !database.query("SELECT id FROM pixelforge_job WHERE lease_until > TIMESTAMPTZ '"
                        + first + "' + interval '2 seconds'")
                .isEmpty());

        goOn.countDown();
        eventually().until(() -> database.query("SELECT delivery FROM pixelforge_job")
                .get(0)
                .containsValue("ACKNOWLEDGED"));
        assertThat(behind.emittedKeys()).containsExactly("order-1");
        assertThat(ahead.emitted()).isEmpty();
    }

    private Object leaseUntil() {
        return database.query("SELECT lease_until FROM pixelforge_job").get(0).get("lease_until");
    }

    private LocalNode nodeWithClock(Duration offset) {
        return node(Clock.offset(Clock.systemUTC(), offset), options -> {});
    }

    private static List<String> emitted(LocalNode one, LocalNode other) {
        return Stream.concat(one.emittedKeys().stream(), other.emittedKeys().stream())
                .toList();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
