package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.Status;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes wrong for a while ends with that while. */
class PassingFaultsTest {

    private static final Duration LEASE = JobTracker.DEFAULT_LEASE;

    private final TestBench bench = new TestBench();
    private final TestBench.Sending sending = new TestBench.Sending();
    private final Set<String> failing = new HashSet<>();

    @Test
    void a404BeforeAndOneAfterAnOutageIsNotLost() {
        Job job = bench.queued("request-1", Delivery.CONSUMER);
        bench.gateway.answer("request-1", 404);
        bench.tickFor(Duration.ofSeconds(12));
        assertThat(bench.gateway.asked()).hasSize(1);
        bench.gateway.answer("request-1", 502);
        bench.tickFor(Duration.ofMinutes(16));
        bench.gateway.answer("request-1", 404);
        bench.tickFor(Duration.ofSeconds(70));
        assertThat(bench.stored(job).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aRepositoryThatFailsWhileADoubtIsConfirmedDoesNotEndTheQuestionsForGood() {
        JobTracker tracker = bench.newTracker(sometimes(bench.memory));
        tracker.open(TestJobs.SCOPE, bench.client, "key");
        JobSpec spec = TestJobs.spec(TestJobs.SCOPE, "relight", null, bench.clock.instant());
        Job held = bench.memory.reserve(Job.reserved(spec, Delivery.CONSUMER), "me", LEASE);
        bench.memory.release(held.change()
                .state(JobState.UNKNOWN)
                .sent(bench.clock.instant())
                .error("doubt")
                .done());
        bench.memory.noteCallback(held.id(), "named", Duration.ofSeconds(2));
        bench.gateway.answer(TestJobs.status("named", Status.QUEUED));
        failing.add("findByRequestId");
        run(tracker, Duration.ofSeconds(3));
        assertThat(bench.gateway.asked()).contains("named");
        failing.clear();
        run(tracker, Duration.ofMinutes(3)); // refuted (no created_at): nothing more of it

        bench.queued("request-1", Delivery.CONSUMER);
        bench.queued("request-2", Delivery.CONSUMER);
        bench.gateway.down = true;
        run(tracker, Duration.ofMinutes(3));
        bench.gateway.down = false;
        int before = bench.gateway.asked().size();
        run(tracker, Duration.ofHours(2));
        assertThat(bench.gateway.asked().size()).isGreaterThan(before);
    }

    @Test
    void leasesAreRenewedThoughOurClockIsSetBack() {
        SettableClock database = new SettableClock();
        MemoryJobRepository jobs = new MemoryJobRepository(database, 100);
        JobTracker tracker = bench.newTracker(jobs);
        tracker.open(TestJobs.SCOPE, bench.client, "key");
        JobSpec spec = TestJobs.spec(TestJobs.SCOPE, "relight", null, database.instant());
        Job held = jobs.reserve(Job.reserved(spec, Delivery.CONSUMER), "me", LEASE);
        Job queued = TestJobs.queued(held, "r", database.instant());
        jobs.update(queued);
        jobs.release(TestJobs.ended(queued, Status.COMPLETED, database.instant()));
        tracker.tick();
        assertThat(tracker.deliveries().take(TestJobs.SCOPE, 1)).hasSize(1);

        bench.clock.advance(Duration.ofMinutes(-10));
        for (int s = 0; s < 120; s++) {
            bench.clock.advance(Duration.ofSeconds(1));
            database.advance(Duration.ofSeconds(1));
            tracker.tick();
        }

        assertThat(jobs.claimDue(Work.DELIVER, List.of(TestJobs.SCOPE), "other node", LEASE, 1))
                .as("given to another node while it is in hand here")
                .isEmpty();
    }

    @Test
    void whoAttachesWhileTheRepositoryFailsGoesOnWaiting() {
        JobTracker tracker = bench.newTracker(sometimes(bench.memory));
        tracker.open(TestJobs.SCOPE, bench.client, "key");
        JobSpec first = TestJobs.spec(TestJobs.SCOPE, "relight", "key", bench.clock.instant());
        Job held = bench.memory.reserve(Job.reserved(first, Delivery.CONSUMER), "another", LEASE);
        failing.add("find");
        CompletableFuture<Submitted> second = tracker.submit(submit());
        bench.threads.runReady();
        assertThat(second).isNotDone();

        failing.clear();
        bench.memory.release(TestJobs.queued(held, "request-1", bench.clock.instant()));
        run(tracker, Duration.ofSeconds(2));

        assertThat(second.getNow(null).job().requestId()).isEqualTo("request-1");
    }

    @Test
    void aWaitThatBeginsWhileTheRepositoryFailsGetsTheEnd() {
        JobTracker tracker = bench.newTracker(sometimes(bench.memory));
        tracker.open(TestJobs.SCOPE, bench.client, "key");
        Job job = bench.queued("request-1", Delivery.WAITER);
        failing.add("find");
        CompletableFuture<Job> waiter =
                tracker.awaiting().awaitOwn(job, Duration.ofMinutes(10), TestBench.ROUTE, bench.watcher.awaiting());
        failing.clear();
        bench.gateway.answer(TestJobs.status("request-1", Status.COMPLETED));

        run(tracker, Duration.ofMinutes(1));

        assertThat(waiter.getNow(null).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void anEndThatWasPromisedToAConsumerIsNotForgottenByAStop() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> waiter = bench.tracker
                .awaiting()
                .awaitOwn(job, Duration.ofSeconds(15), TestBench.ROUTE, bench.watcher.awaiting());
        bench.threads.runReady();
        bench.clock.advance(Duration.ofSeconds(14));
        bench.tracker.tick(); // a question is under way, and lasts
        bench.clock.advance(Duration.ofSeconds(2));
        bench.tracker.tick();
        assertThat(bench.stored(job).lease().owner()).isNotNull();

        bench.tracker.stop();
        bench.threads.runReady();
        assertThat(waiter).isCompletedExceptionally();
        bench.tracker.end();

        assertThat(bench.stored(job).delivery()).isEqualTo(Delivery.CONSUMER);
    }

    @Test
    void aRefusalThatIsWrittenAfterTheLeaseWasLostFreesTheKey() {
        refusedWhileTheRepositoryIsAway();

        bench.broken = false;
        bench.tickFor(Duration.ofSeconds(5));

        assertThat(bench.isStored(sending.sent.get(0))).isFalse();
    }

    @Test
    void aRefusalThatIsWrittenAfterTheLeaseWasLostLeavesTheDoubtOfAnotherPost() {
        JobTracker other = refusedWhileTheRepositoryIsAway();
        Job refused = sending.sent.get(0);
        TestBench.Sending theirs = new TestBench.Sending();
        theirs.answer = () -> {
            throw new SubmissionUnknownException("no answer", null, null);
        };
        other.submit(submit(true, theirs));
        bench.threads.runReady();
        assertThat(theirs.sent).hasSize(1);

        bench.broken = false;
        bench.tickFor(Duration.ofSeconds(5));

        assertThat(bench.stored(refused).state()).isEqualTo(JobState.UNKNOWN);
    }

    /** @return another node, which has seen the lease end and written a doubt */
    private JobTracker refusedWhileTheRepositoryIsAway() {
        JobTracker other = bench.newTracker(bench.memory);
        other.open(TestJobs.SCOPE, bench.client, "key");
        sending.answer = () -> {
            bench.broken = true;
            throw new InvalidRequestException("refused");
        };
        bench.submit(submit());
        run(other, LEASE.plusSeconds(5));
        assertThat(bench.stored(sending.sent.get(0)).state()).isEqualTo(JobState.UNKNOWN);
        return other;
    }

    private Submit submit() {
        return submit(false, sending);
    }

    private Submit submit(boolean resubmitUnknown, TestBench.Sending how) {
        return new Submit(
                TestJobs.spec(TestJobs.SCOPE, "relight", "key", bench.clock.instant()),
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                bench.client.pace(),
                resubmitUnknown,
                0,
                false,
                null,
                TestBench.ROUTE,
                how);
    }

    private JobRepository sometimes(JobRepository target) {
        return (JobRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    if (failing.contains(method.getName())) {
                        throw new JobRepositoryException("cannot be reached", null);
                    }
                    return Delegation.call(target, method, arguments);
                });
    }

    private void run(JobTracker tracker, Duration duration) {
        for (long s = 0; s < duration.toSeconds(); s++) {
            bench.threads.advance(Duration.ofSeconds(1));
            tracker.tick();
            bench.threads.runReady();
        }
    }
}
