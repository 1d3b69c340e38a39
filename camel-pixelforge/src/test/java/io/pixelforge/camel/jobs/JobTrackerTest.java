package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static io.pixelforge.camel.jobs.TestJobs.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobTrackerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestBench bench = new TestBench();

    @Test
    void eachJobIsAskedAboutAtItsOwnTimeAndNotInABurst() {
        for (int i = 0; i < 50; i++) {
            bench.queued("request-" + i, Delivery.CONSUMER);
            bench.clock.advance(Duration.ofMillis(100));
        }
        List<Integer> perSecond = new ArrayList<>();

        for (int second = 0; second < 60; second++) {
            int before = bench.gateway.asked().size();
            bench.tickFor(Duration.ofSeconds(1));
            perSecond.add(bench.gateway.asked().size() - before);
        }

        List<Integer> steady = perSecond.subList(20, 60);
        assertThat(Collections.max(steady)).as("of %s", steady).isLessThanOrEqualTo(15);
        assertThat(steady.stream().mapToInt(Integer::intValue).sum()).isBetween(350, 450);
    }

    @Test
    void noMoreJobsAreTakenThanWillBeAskedAboutSoon() {
        bench.calls.limit(2, 0);
        List<Job> jobs = IntStream.range(0, 20)
                .mapToObj(i -> bench.queued("request-" + i, Delivery.CONSUMER))
                .toList();
        bench.clock.advance(MINUTE);

        bench.tracker.tick();

        assertThat(jobs.stream().filter(job -> bench.stored(job).lease().owner() != null))
                .hasSize(4);
    }

    @Test
    void aQuickGatewayIsAskedAboutAsManyJobsAsItAnswersBetweenTwoLooks() {
        bench.calls.limit(2, 0);
        queued(200);
        bench.clock.advance(MINUTE);
        List<Integer> perLook = new ArrayList<>();

        for (int look = 0; look < 5; look++) {
            int before = bench.gateway.asked().size();
            bench.tick();
            perLook.add(bench.gateway.asked().size() - before);
        }

        assertThat(perLook).containsExactly(4, 8, 12, 16, 20);
    }

    @Test
    void aJobThatWaitsLongToBeAskedAboutStaysLeased() {
        Job job = bench.queued("request-1", Delivery.CONSUMER);
        bench.clock.advance(MINUTE);
        bench.calls.limit(32, 1.0 / 300);
        bench.calls.submit(bench.client.pace(), CallQueue.Kind.SUBMIT, () -> "another");
        bench.tick();
        long claim = bench.stored(job).lease().number();

        bench.tickFor(Duration.ofMinutes(4));

        assertThat(bench.stored(job).lease().number()).isEqualTo(claim);
        bench.gateway.answer(status("request-1", Status.COMPLETED));
        bench.tickFor(Duration.ofSeconds(70));
        assertThat(bench.stored(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(bench.gateway.asked()).hasSize(1);
    }

    @Test
    void aRepositoryThatFailsForAWhileStopsNothing() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> end =
                bench.tracker.awaiting().awaitOwn(job, Duration.ofHours(1), TestBench.ROUTE, bench.watcher.awaiting());
        bench.broken = true;
        bench.tickFor(MINUTE);
        bench.broken = false;
        bench.gateway.answer(status("request-1", Status.COMPLETED));

        bench.tickFor(MINUTE);

        assertThat(end).isCompletedWithValueMatching(done -> done.state() == JobState.COMPLETED);
    }

    @Test
    void aTimeOutIsToldEvenWhileTheRepositoryFails() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> end =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        bench.broken = true;

        bench.tickFor(MINUTE);

        assertTimedOut(end, "request-1");
    }

    @Test
    void waitingEndsAtTheStopEvenWhileTheRepositoryFails() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> end =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        bench.broken = true;

        bench.tracker.stop();
        bench.threads.runReady();

        assertTimedOut(end, "request-1");
    }

    @Test
    void aRefusedKeyPausesTheQuestionsOfItsScopeOnly() {
        bench.tracker.open(TestJobs.OTHER_GROUP, bench.client, "other-key");
        bench.queued("request-1", Delivery.CONSUMER);
        bench.gateway.answer("request-1", 401);
        bench.tickFor(Duration.ofSeconds(12));
        assertThat(bench.gateway.asked()).containsExactly("request-1");
        JobSpec spec = TestJobs.spec(TestJobs.OTHER_GROUP, "relight", null, bench.clock.instant());
        Job held = bench.repository.reserve(Job.reserved(spec, Delivery.CONSUMER), "me", MINUTE);
        bench.repository.release(TestJobs.queued(held, "request-2", bench.clock.instant()));

        bench.tickFor(Duration.ofSeconds(50));
        assertThat(bench.gateway.asked()).containsOnlyOnce("request-1").contains("request-2");

        bench.gateway.answer(status("request-1", Status.QUEUED));
        bench.tickFor(Duration.ofSeconds(20));
        assertThat(Collections.frequency(bench.gateway.asked(), "request-1")).isGreaterThan(1);
    }

    @Test
    void aJobWhoseOwnerEndedWhileSendingIsUnknownAndNeverSentOrAskedAbout() {
        JobSpec spec = TestJobs.spec(SCOPE, "relight", "key", bench.clock.instant());
        Job held = bench.repository.reserve(Job.reserved(spec, Delivery.CONSUMER), "dead", JobTracker.DEFAULT_LEASE);
        bench.repository.update(held.change()
                .state(JobState.SUBMITTING)
                .dueAt(bench.clock.instant())
                .done());

        bench.tickFor(JobTracker.DEFAULT_LEASE.minusSeconds(1));
        assertThat(bench.stored(held).state()).isEqualTo(JobState.SUBMITTING);
        bench.tickFor(MINUTE);

        assertThat(bench.stored(held).state()).isEqualTo(JobState.UNKNOWN);
        assertThat(bench.gateway.asked()).isEmpty();
    }

    @Test
    void aScopeThatWasClosedIsAskedAboutNoMore() {
        bench.queued("request-1", Delivery.CONSUMER);
        bench.tracker.close(SCOPE, bench.client);

        bench.tickFor(MINUTE);

        assertThat(bench.gateway.asked()).isEmpty();
    }

    @Test
    void whatAnotherProcessHasWrittenIsSeenByThoseWhoWait() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> end =
                bench.tracker.awaiting().awaitOwn(job, Duration.ofHours(1), TestBench.ROUTE, bench.watcher.awaiting());
        Job theirs = bench.memory.claim(job.id(), "other", MINUTE).orElseThrow();
        bench.memory.release(TestJobs.ended(theirs, Status.COMPLETED, bench.clock.instant()));

        bench.tickFor(Duration.ofSeconds(2));

        assertThat(end).isCompletedWithValueMatching(done -> done.state() == JobState.COMPLETED);
        assertThat(bench.gateway.asked()).isEmpty();
    }

    @Test
    void aConsumerGetsTheEndOnlyWhenTheSubmitterNoLongerWaits() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> end =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        bench.tickFor(MINUTE.minusSeconds(1));
        assertThat(bench.stored(job).delivery()).isEqualTo(Delivery.WAITER);

        bench.tickFor(Duration.ofSeconds(2));

        assertTimedOut(end, "request-1");
        assertThat(bench.stored(job).delivery()).isEqualTo(Delivery.CONSUMER);
    }

    @Test
    void aConsumerGetsTheEndAfterTheTimeOutThoughSomebodyElseLooksOn() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> own =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        CompletableFuture<Job> other = bench.tracker
                .awaiting()
                .awaitOther(job, MINUTE.multipliedBy(2), TestBench.ROUTE, bench.watcher.awaiting());

        bench.tickFor(MINUTE.multipliedBy(3));

        assertTimedOut(own, "request-1");
        assertTimedOut(other, "request-1");
        assertThat(bench.stored(job).delivery()).isEqualTo(Delivery.CONSUMER);
    }

    @Test
    void aConsumerGetsNothingWhileASecondSubmitterOfTheKeyWaits() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        bench.tracker.awaiting().awaitOwn(job, MINUTE.multipliedBy(3), TestBench.ROUTE, bench.watcher.awaiting());

        bench.tickFor(MINUTE.multipliedBy(2));

        assertThat(bench.stored(job).delivery()).isEqualTo(Delivery.WAITER);
    }

    @Test
    void whoOnlyLooksOnChangesNothingByHisTimeOut() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> other =
                bench.tracker.awaiting().awaitOther(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());

        bench.tickFor(MINUTE.multipliedBy(2));

        assertTimedOut(other, "request-1");
        assertThat(bench.stored(job).delivery()).isEqualTo(Delivery.WAITER);
    }

    @Test
    void aForeignRequestIsKnownForAsLongAsSomebodyWaits() {
        bench.gateway.answer(status("foreign", Status.PROCESSING));
        CompletableFuture<Job> first = awaitForeign(MINUTE);
        CompletableFuture<Job> second = awaitForeign(MINUTE.multipliedBy(2));
        bench.tickFor(MINUTE.plusSeconds(2));
        assertTimedOut(first, "foreign");
        assertThat(bench.tracker.find(SCOPE, "foreign")).isPresent();

        bench.tickFor(MINUTE);

        assertTimedOut(second, "foreign");
        assertThat(bench.tracker.find(SCOPE, "foreign")).isEmpty();
    }

    @Test
    void aForeignRequestIsForgottenOnceItsEndWasSeen() {
        bench.gateway.answer(status("foreign", Status.COMPLETED));
        CompletableFuture<Job> end = awaitForeign(MINUTE);

        bench.tickFor(Duration.ofSeconds(3));

        assertThat(end).isCompletedWithValueMatching(done -> done.state() == JobState.COMPLETED);
        assertThat(bench.tracker.find(SCOPE, "foreign")).isEmpty();
    }

    @Test
    void aForeignRequestIsForgottenWhenTheRouteThatWaitsStops() {
        CompletableFuture<Job> end = awaitForeign(MINUTE);

        bench.tracker.stopWaiting(TestBench.ROUTE_ID);
        bench.tickFor(Duration.ofSeconds(3));

        assertTimedOut(end, "foreign");
        assertThat(bench.tracker.find(SCOPE, "foreign")).isEmpty();
    }

    @Test
    void stoppingARouteEndsItsOwnWaitingOnly() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        CompletableFuture<Job> mine =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        CompletableFuture<Job> others =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, List.of("another route"), bench.watcher.awaiting());

        bench.tracker.stopWaiting(TestBench.ROUTE_ID);
        bench.threads.runReady();

        assertTimedOut(mine, "request-1");
        assertThat(others).isNotDone();
    }

    @Test
    void whoBeginsToWaitInARouteThatStopsDoesNotWait() {
        Job job = bench.queued("request-1", Delivery.WAITER);
        bench.tracker.stopWaiting(TestBench.ROUTE_ID);

        CompletableFuture<Job> end =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        bench.threads.runReady();

        assertTimedOut(end, "request-1");
    }

    @Test
    void aRateLimitSlowsAllCallsDown() {
        bench.queued("request-1", Delivery.CONSUMER);
        bench.gateway.answer("request-1", 429);
        bench.tickFor(Duration.ofSeconds(10));
        assertThat(bench.gateway.asked()).hasSize(1);
        CompletableFuture<String> call = bench.calls.submit(bench.client.pace(), CallQueue.Kind.SUBMIT, () -> "sent");
        bench.threads.runReady();
        assertThat(call).isNotDone();

        bench.threads.advance(Duration.ofSeconds(1));

        assertThat(call).isCompletedWithValue("sent");
    }

    @Test
    void aGatewayThatIsDownIsAskedAboutOneJobAtATime() {
        queued(200);
        bench.gateway.down = true;
        bench.tickFor(Duration.ofSeconds(30));
        int before = bench.gateway.asked().size();

        bench.tickFor(MINUTE);

        assertThat(bench.gateway.asked().size() - before).isBetween(4, 10);
    }

    @Test
    void jobsAreSoonAskedAboutAgainWhenTheGatewayIsBackButNotAllAtOnce() {
        bench.calls.limit(1_000, 0);
        List<Job> jobs = queued(200);
        bench.gateway.down = true;
        bench.tickFor(MINUTE.multipliedBy(10));
        bench.gateway.down = false;
        jobs.forEach(job -> bench.gateway.answer(status(job.requestId(), Status.COMPLETED)));
        List<Integer> perTick = new ArrayList<>();

        for (int second = 0; second < 24; second++) {
            int before = bench.gateway.asked().size();
            bench.tickFor(Duration.ofSeconds(1));
            perTick.add(bench.gateway.asked().size() - before);
        }

        assertThat(jobs).allMatch(job -> bench.stored(job).state() == JobState.COMPLETED);
        List<Integer> asked = perTick.stream().filter(number -> number > 0).toList();
        assertThat(asked.subList(0, 6)).containsExactly(1, 2, 4, 8, 16, 32);
    }

    @Test
    void aGatewayThatIsDownForOneTenantIsAskedByTheOthersAsBefore() {
        bench.tracker.open(TestJobs.OTHER_GROUP, bench.client, "other-key");
        queued(20);
        bench.gateway.down = true;
        bench.tickFor(Duration.ofSeconds(30));
        bench.gateway.down = false;
        JobSpec spec = TestJobs.spec(TestJobs.OTHER_GROUP, "relight", null, bench.clock.instant());
        Job held = bench.repository.reserve(Job.reserved(spec, Delivery.CONSUMER), "me", MINUTE);
        bench.repository.release(TestJobs.queued(held, "others", bench.clock.instant()));

        bench.tick();

        assertThat(bench.gateway.asked()).contains("others");
    }

    @Test
    void oneJobThatIsNeverAnsweredCleanlyIsNoOutage() {
        bench.queued("bad", Delivery.CONSUMER);
        bench.gateway.answer("bad", 500);
        List<Job> good = queued(5);
        bench.tickFor(MINUTE.multipliedBy(3));
        bench.gateway.asked().clear();

        bench.tickFor(MINUTE);

        assertThat(good).allSatisfy(job -> assertThat(Collections.frequency(bench.gateway.asked(), job.requestId()))
                .isGreaterThanOrEqualTo(5));
    }

    private List<Job> queued(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> bench.queued("request-" + i, Delivery.CONSUMER))
                .toList();
    }

    @Test
    void theRequestOfAJobThatAnotherNodeHasRemovedIsWatchedFurther() {
        Job job = bench.queued("request-1", Delivery.CONSUMER);
        CompletableFuture<Job> own =
                bench.tracker.awaiting().awaitOwn(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        CompletableFuture<Job> other =
                bench.tracker.awaiting().awaitOther(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        remove(job);
        bench.gateway.answer(status("request-1", Status.COMPLETED));

        bench.tickFor(Duration.ofSeconds(3));

        assertThat(own).isCompletedWithValueMatching(done -> done.state() == JobState.COMPLETED);
        assertThat(other).isCompletedWithValueMatching(done -> done.state() == JobState.COMPLETED);
    }

    @Test
    void watchingFurtherEndsAtTheTimeOutOfTheWholeWait() {
        Job job = bench.queued("request-1", Delivery.CONSUMER);
        CompletableFuture<Job> end =
                bench.tracker.awaiting().awaitOther(job, MINUTE, TestBench.ROUTE, bench.watcher.awaiting());
        bench.tickFor(Duration.ofSeconds(40));
        remove(job);
        bench.tickFor(Duration.ofSeconds(15));
        assertThat(end).isNotDone();

        bench.tickFor(Duration.ofSeconds(10));

        assertTimedOut(end, "request-1");
    }

    private void remove(Job job) {
        Job theirs = bench.memory.claim(job.id(), "somebody", MINUTE).orElseThrow();
        assertThat(bench.memory.remove(theirs)).isTrue();
    }

    private CompletableFuture<Job> awaitForeign(Duration timeout) {
        return bench.tracker.awaiting().awaitForeign(SCOPE, "foreign", TestJobs.OPTIONS, timeout, TestBench.ROUTE);
    }

    private static void assertTimedOut(CompletableFuture<Job> end, String requestId) {
        assertThat(end).isCompletedExceptionally();
        assertThatThrownBy(() -> end.getNow(null))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(CompletionTimeoutException.class, e -> assertThat(e.getRequestId())
                        .isEqualTo(requestId));
    }
}
