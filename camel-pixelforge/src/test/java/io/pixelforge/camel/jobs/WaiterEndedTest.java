package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaiterEndedTest {

    private final TestBench bench = new TestBench();

    @Test
    void whatAWaiterTookWhileTheRepositoryWasAwayIsAcknowledgedWhenItIsBack() {
        Job job = ended();
        bench.broken = true;
        bench.tracker.deliveries().waiterEnded(job, true);
        bench.broken = false;
        assertThat(bench.isStored(job)).isTrue();

        bench.tickFor(Duration.ofSeconds(2));

        assertThat(bench.isStored(job)).isFalse();
    }

    private Job ended() {
        Job queued = bench.queued("request-1", Delivery.WAITER);
        Job claimed =
                bench.memory.claim(queued.id(), "asker", Duration.ofSeconds(90)).orElseThrow();
        Job ended = TestJobs.ended(claimed, Status.COMPLETED, bench.clock.instant());
        assertThat(bench.memory.release(ended)).isTrue();
        return ended;
    }
}
