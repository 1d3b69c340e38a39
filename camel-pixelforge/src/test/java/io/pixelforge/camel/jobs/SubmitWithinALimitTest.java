package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.Status;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A group that is to have one job at a time, on a tracker of which nothing runs before the test says so. */
class SubmitWithinALimitTest {

    private static final Duration LEASE = JobTracker.DEFAULT_LEASE;

    private final TestBench bench = new TestBench();
    private final TestBench.Sending sending = new TestBench.Sending();

    SubmitWithinALimitTest() {
        sending.answer = () -> "request-" + sending.sent.size();
    }

    @Test
    void aKeyThatIsKnownGetsItsJobThoughThereIsNoRoom() {
        Job first = bench.submit(submit("key")).getNow(null).job();
        assertThat(bench.submit(submit("other"))).isNotDone();

        CompletableFuture<Submitted> again = bench.submit(submit("key"));

        assertThat(again.getNow(null).duplicate()).isTrue();
        assertThat(again.getNow(null).job().id()).isEqualTo(first.id());
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void aKeyThatBecameKnownWhileItWaitedGetsItsJobAndSendsNothing() {
        bench.submit(submit("first"));
        CompletableFuture<Submitted> waiting = bench.submit(submit("key"));
        Job theirs = bench.repository.reserve(Job.reserved(spec("key"), Delivery.CONSUMER), "other", LEASE);
        bench.repository.release(
                TestJobs.queued(theirs, "theirs", bench.clock.instant().plus(LEASE)));
        bench.gateway.answer(TestJobs.status("request-1", Status.COMPLETED));
        bench.gateway.answer(TestJobs.status("theirs", Status.COMPLETED));

        bench.tickFor(Duration.ofMinutes(3));

        assertThat(waiting.getNow(null).duplicate()).isTrue();
        assertThat(waiting.getNow(null).job().requestId()).isEqualTo("theirs");
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void aReservationOfADeadOwnerIsTakenOverWhenThereIsRoom() {
        Job dead = bench.repository.reserve(Job.reserved(spec("key"), Delivery.CONSUMER), "dead", LEASE);
        bench.tickFor(LEASE);
        bench.submit(submit("first"));
        assertThat(sending.sent).hasSize(1);

        CompletableFuture<Submitted> takeOver = bench.submit(submit("key"));
        bench.tickFor(Duration.ofSeconds(30));
        assertThat(takeOver).isNotDone();
        assertThat(bench.stored(dead).lease().isFree(bench.clock.instant())).isTrue();

        bench.gateway.answer(TestJobs.status("request-1", Status.COMPLETED));
        bench.tickFor(Duration.ofMinutes(2));
        assertThat(takeOver.getNow(null).job().id()).isEqualTo(dead.id());
        assertThat(sending.sent).hasSize(2);
    }

    @Test
    void aPostOfADeadOwnerIsInDoubtWhetherOrNotThereIsRoom() {
        Job dead = bench.repository.reserve(Job.reserved(spec("key"), Delivery.CONSUMER), "dead", LEASE);
        bench.repository.update(dead.change()
                .state(JobState.SUBMITTING)
                .dueAt(bench.clock.instant())
                .done());
        bench.clock.advance(LEASE);
        bench.submit(submit("first"));

        CompletableFuture<Submitted> again = bench.submit(submit("key"));

        assertThatThrownBy(() -> again.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
    }

    @Test
    void aKeyInDoubtIsSentAgainWhenThereIsRoom() {
        sending.answer = () -> {
            throw new SubmissionUnknownException("no answer", null, null);
        };
        bench.submit(submit("key"));
        Job doubtful = bench.stored(sending.began.get(0));
        sending.answer = () -> "request-" + sending.sent.size();
        bench.submit(submit("second"));

        CompletableFuture<Submitted> again = bench.submit(submit("key", true));
        bench.tickFor(Duration.ofSeconds(30));
        assertThat(again).isNotDone();
        assertThat(bench.stored(doubtful).state()).isEqualTo(JobState.UNKNOWN);

        bench.gateway.answer(TestJobs.status("request-2", Status.COMPLETED));
        bench.tickFor(Duration.ofMinutes(2));
        assertThat(again.getNow(null).job().requestId()).isEqualTo("request-3");
        assertThat(again.getNow(null).duplicate()).isFalse();
    }

    @Test
    void aPlaceOfAKeyInDoubtThatIsGivenBackLeavesItInDoubt() {
        sending.answer = () -> {
            throw new SubmissionUnknownException("no answer", null, null);
        };
        bench.submit(submit("key"));
        Job doubtful = bench.stored(sending.began.get(0));
        RepositoryCalls calls = new RepositoryCalls(bench.memory);
        JobTracker tracker = bench.newTracker(calls.repository());
        calls.before(
                "update",
                () -> bench.memory.reserve(Job.reserved(spec("theirs"), Delivery.CONSUMER), "another node", LEASE));

        CompletableFuture<Submitted> again = tracker.submit(submit("key", true));
        bench.threads.runReady();

        assertThat(again).isNotDone();
        assertThat(bench.stored(doubtful).state()).isEqualTo(JobState.UNKNOWN);
        assertThat(bench.stored(doubtful).lease().owner()).isNull();
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void aPlaceThatWasLostWhileTheProcessStoodStillIsNotPaidTwice() {
        JobTracker other = bench.newTracker();
        RepositoryCalls calls = new RepositoryCalls(bench.memory);
        JobTracker frozen = bench.newTracker(calls.repository());
        sending.answer = () -> "theirs";
        calls.before(
                "reserve",
                () -> calls.before("countOpen", () -> {
                    bench.clock.advance(LEASE.plusSeconds(1));
                    other.submit(unlimited("key"));
                    bench.queued("filler", Delivery.CONSUMER);
                }));

        CompletableFuture<Submitted> result = frozen.submit(submit("key"));
        bench.threads.runReady();
        assertThat(sending.sent).hasSize(1);
        bench.gateway.answer(TestJobs.status("filler", Status.COMPLETED));
        bench.gateway.answer(TestJobs.status("theirs", Status.COMPLETED));
        bench.tickFor(Duration.ofMinutes(1));
        assertThat(other.deliveries().take(SCOPE, 10)).hasSize(2);
        frozen.tick();
        bench.threads.runReady();

        assertThat(sending.sent).hasSize(1);
        assertThat(result.getNow(null).job().requestId()).isEqualTo("theirs");
    }

    @Test
    void theAgeOfAJobDoesNotCountFromWhenItBeganToWaitForRoom() {
        bench.submit(submit("first"));
        CompletableFuture<Submitted> waiting = bench.submit(submit("second"));
        bench.tickFor(Duration.ofMinutes(5));
        Instant until = bench.clock.instant();
        bench.gateway.answer(TestJobs.status("request-1", Status.COMPLETED));

        bench.tickFor(Duration.ofMinutes(2));

        assertThat(waiting.getNow(null).job().spec().createdAt()).isAfterOrEqualTo(until);
    }

    private Submit submit(String key) {
        return submit(key, false);
    }

    private Submit submit(String key, boolean resubmitUnknown) {
        return submit(key, resubmitUnknown, 1);
    }

    private Submit unlimited(String key) {
        return submit(key, false, 0);
    }

    private Submit submit(String key, boolean resubmitUnknown, int maxInFlight) {
        return new Submit(
                spec(key),
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                bench.client.pace(),
                resubmitUnknown,
                maxInFlight,
                false,
                null,
                TestBench.ROUTE,
                sending);
    }

    private JobSpec spec(String key) {
        return TestJobs.spec(SCOPE, "relight", key, bench.clock.instant());
    }
}
