package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CallQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The service's answer comes after the lease was lost, so that another owner had to believe in doubt. */
class LateAnswerTest {

    private static final Duration LEASE = JobTracker.DEFAULT_LEASE;

    private final TestBench bench = new TestBench();
    private final TestBench.Sending sending = new TestBench.Sending();
    private Job taken;

    @Test
    void takesTheDoubtAwayOnceTheOtherOwnerHasWrittenIt() {
        sending.answer = () -> {
            bench.clock.advance(LEASE);
            taken = bench.memory.claim(sending.sent.get(0).id(), "other", LEASE).orElseThrow();
            return "request-1";
        };
        CompletableFuture<Submitted> submitted = bench.submit(new Submit(
                TestJobs.spec(TestJobs.SCOPE, "relight", "key", bench.clock.instant()),
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                bench.client.pace(),
                false,
                0,
                false,
                null,
                TestBench.ROUTE,
                sending));
        assertThat(submitted).isNotDone();
        assertThat(bench.memory.release(Submitter.ownerEnded(taken))).isTrue();

        bench.tickFor(Duration.ofSeconds(2));

        assertThat(submitted).isCompleted();
        assertThat(bench.stored(taken).state()).isEqualTo(JobState.QUEUED);
        assertThat(bench.stored(taken).requestId()).isEqualTo("request-1");
        assertThat(sending.sent).hasSize(1);
    }
}
