package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An error of the machine, such as a thread that cannot be made, is over once it is over. */
class FatalErrorsTest {

    private final TestBench bench = new TestBench();
    private final TestBench.Sending sending = new TestBench.Sending();
    private final RepositoryCalls calls = new RepositoryCalls(bench.memory);

    @Test
    void theNextTickAsksThoughOneHasFailed() {
        JobTracker tracker = bench.newTracker(calls.repository());
        tracker.open(SCOPE, bench.client, "key");
        Job job = bench.queued("request-1", Delivery.CONSUMER);
        bench.gateway.answer(TestJobs.status("request-1", Status.COMPLETED));
        bench.threads.advance(Duration.ofSeconds(30));
        calls.before("claimDue", FatalErrorsTest::noThread);

        tracker.tick();
        assertThat(tracker.repositoryTrouble()).isPresent();
        tracker.tick();
        bench.threads.runReady();

        assertThat(bench.stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(tracker.repositoryTrouble()).isEmpty();
    }

    @Test
    void whoWaitsForAWriteGoesOn() {
        JobTracker tracker = bench.newTracker(calls.repository());
        sending.answer = () -> {
            calls.before("release", FatalErrorsTest::noThread);
            return "request-1";
        };
        CompletableFuture<Submitted> result = tracker.submit(submit(0));
        bench.threads.runReady();
        assertThat(result).isNotDone();

        tracker.tick();

        assertThat(result.getNow(null).job().requestId()).isEqualTo("request-1");
    }

    @Test
    void whoComesAfterwardsIsLetIntoAGroupWithALimit() {
        JobTracker tracker = bench.newTracker(calls.repository());
        sending.answer = () -> "request-1";
        calls.before("countOpen", FatalErrorsTest::noThread);
        CompletableFuture<Submitted> first = tracker.submit(submit(1));
        bench.threads.runReady();
        CompletableFuture<Submitted> second = tracker.submit(submit(1));
        bench.threads.runReady();

        assertThat(first).isCompletedExceptionally();
        assertThat(second.getNow(null).job().requestId()).isEqualTo("request-1");
    }

    @Test
    void aCallThatGetsNoThreadFailsAndLeavesItsPlace() {
        CallQueue queue = new CallQueue(task -> noThread(), bench.threads, bench.clock);

        CompletableFuture<String> call = queue.submit(bench.client.pace(), CallQueue.Kind.STATUS, () -> "never called");

        assertThat(queue.running()).isZero();
        assertThat(call.handle((done, failure) -> failure).join())
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("it got no thread");
    }

    private static void noThread() {
        throw new InternalError("no thread");
    }

    private Submit submit(int maxInFlight) {
        return new Submit(
                TestJobs.spec(SCOPE, "relight", "key", bench.clock.instant()),
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                bench.client.pace(),
                false,
                maxInFlight,
                false,
                null,
                TestBench.ROUTE,
                sending);
    }
}
