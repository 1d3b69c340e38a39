package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Pace;
import io.pixelforge.camel.gateway.Status;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallbacksTest {

    private static final Duration FALLBACK = Duration.ofSeconds(60);
    private static final SubmitOptions OPTIONS = new SubmitOptions(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofDays(7),
            1,
            FALLBACK);

    private final TestBench bench = new TestBench();
    private final TestBench.Sending sending = new TestBench.Sending() {
        @Override
        public Job send(Job job, String callbackToken) {
            Job queued = super.send(job, callbackToken);
            return queued.change().dueAt(bench.tracker.firstQuestion(OPTIONS)).done();
        }
    };

    @Test
    void aTokenIsStoredAsAHashBeforeThePost() {
        sending.answer = () -> {
            assertThat(stored(0).callbacks().tokenHash()).isEqualTo(CallbackTokens.hash(sending.tokens.get(0)));
            return "request";
        };

        submit("key");

        assertThat(sending.tokens).hasSize(1);
        assertThat(stored(0).toString()).doesNotContain(sending.tokens.get(0));
        assertThat(bench.tracker.findByCallback(sending.tokens.get(0)))
                .map(Job::requestId)
                .contains("request");
    }

    @Test
    void eachJobHasATokenOfItsOwn() {
        accept("first");
        accept("second");

        assertThat(sending.tokens).doesNotHaveDuplicates().allMatch(CallbackTokens::isToken);
    }

    @Test
    void aJobIsNotAskedAboutUntilItIsCalledBackAbout() {
        accept("request");
        bench.tickFor(FALLBACK.minusSeconds(1));
        assertThat(bench.gateway.asked()).isEmpty();

        bench.gateway.answer(TestJobs.status("request", Status.COMPLETED));
        callBack(0, "request");
        bench.tick();

        assertThat(bench.gateway.asked()).containsExactly("request");
        assertThat(stored(0).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(0).detectedBy()).isEqualTo(DetectedBy.WEBHOOK);
    }

    @Test
    void aCallbackThatNamesAnotherRequestIsIgnored() {
        accept("request");

        assertThat(callBack(0, "another")).isFalse();
        bench.tick();

        assertThat(bench.gateway.asked()).isEmpty();
        assertThat(stored(0).requestId()).isEqualTo("request");
    }

    @Test
    void aCallbackAtTheTimeOutOfWhoWaitsIsNotLost() {
        accept("request");
        Job held =
                bench.memory.claim(stored(0).id(), "me", Duration.ofSeconds(9)).orElseThrow();
        bench.memory.release(held.change().delivery(Delivery.WAITER).done());
        bench.tracker.awaiting().awaitOwn(stored(0), Duration.ofSeconds(10), TestBench.ROUTE, bench.watcher.awaiting());
        bench.tickFor(Duration.ofSeconds(9));
        bench.gateway.answer(TestJobs.status("request", Status.COMPLETED));

        callBack(0, "request");
        bench.threads.advance(Duration.ofSeconds(1));
        bench.tick();

        bench.tickFor(Duration.ofSeconds(5));
        assertThat(stored(0).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void manyCallbacksAreOneQuestionInTwoSeconds() {
        accept("request");

        for (int i = 0; i < 100; i++) {
            callBack(0, "request");
            bench.tick();
        }
        assertThat(bench.gateway.asked()).hasSize(1);

        bench.tickFor(Duration.ofSeconds(30));
        assertThat(bench.gateway.asked()).hasSizeBetween(2, 3);
    }

    @Test
    void aStatusThatLagsBehindItsCallbackIsAskedAgainSoon() {
        accept("request");
        callBack(0, "request");
        bench.tick();
        bench.gateway.answer(TestJobs.status("request", Status.COMPLETED));

        bench.tickFor(OPTIONS.pollInterval());

        assertThat(stored(0).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aLostCallbackIsMadeUpForAfterTheFallbackInterval() {
        accept("request");
        bench.gateway.answer(TestJobs.status("request", Status.COMPLETED));

        bench.tickFor(FALLBACK.multipliedBy(2));

        assertThat(bench.gateway.asked()).hasSize(1);
        assertThat(stored(0).detectedBy()).isEqualTo(DetectedBy.POLL);
    }

    @Test
    void jobsAreAskedAboutAtTheNormalPaceWhileNoCallbacksCome() {
        for (int i = 0; i < 3; i++) {
            assertThat(bench.tracker.isWithoutCallbacks()).isFalse();
            accept("lost" + i);
            bench.gateway.answer(TestJobs.status("lost" + i, Status.COMPLETED));
            bench.tickFor(FALLBACK.multipliedBy(2));
        }
        assertThat(bench.tracker.isWithoutCallbacks()).isTrue();

        accept("found");
        bench.tickFor(Duration.ofSeconds(7));
        assertThat(bench.gateway.asked()).contains("found");

        callBack(3, "found");
        assertThat(bench.tracker.isWithoutCallbacks()).isFalse();
        accept("next");
        bench.tickFor(Duration.ofSeconds(7));
        assertThat(bench.gateway.asked()).doesNotContain("next");
    }

    @Test
    void someCallbacksThatAreLostWhileOthersComeChangeNothing() {
        for (int i = 0; i < 20; i++) {
            accept("request" + i);
            bench.gateway.answer(TestJobs.status("request" + i, Status.COMPLETED));
        }
        callBack(19, "request19");

        bench.tickFor(FALLBACK.multipliedBy(2));

        assertThat(stored(0).state()).isEqualTo(JobState.COMPLETED);
        assertThat(bench.tracker.isWithoutCallbacks()).isFalse();
    }

    @Test
    void aCallbackBeforeTheAnswerToTheSubmitIsHeeded() {
        sending.answer = () -> {
            bench.gateway.answer(TestJobs.status("request", Status.COMPLETED));
            callBack(0, "request");
            return "request";
        };

        submit("key");
        bench.tick();

        assertThat(stored(0).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(0).detectedBy()).isEqualTo(DetectedBy.WEBHOOK);
    }

    @Test
    void aCallbackTellsWhatBecameOfAPostInDoubt() {
        doubt("key");
        bench.gateway.answer(created("request", bench.clock.instant()));

        callBack(0, "request");
        bench.tick();

        assertThat(stored(0).state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored(0).requestId()).isEqualTo("request");
        assertThat(stored(0).error()).isNull();
        Submitted again = submit("key").getNow(null);
        assertThat(again.duplicate()).isTrue();
        assertThat(again.job().requestId()).isEqualTo("request");
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void theEndOfAJobWithoutAKeyThatWasInDoubtIsEmitted() {
        doubt(null);
        bench.gateway.answer(created("request", bench.clock.instant()));

        callBack(0, "request");
        bench.tick();

        assertThat(bench.tracker.deliveries().take(SCOPE, 10))
                .singleElement()
                .satisfies(job -> assertThat(job.requestId()).isEqualTo("request"));
    }

    @Test
    void aRequestThatTheGatewayDoesNotKnowHealsNoDoubt() {
        doubt("key");

        callBack(0, "forged");
        bench.tickFor(Duration.ofMinutes(5));

        assertStillInDoubt();
        assertThat(bench.gateway.asked()).containsExactly("forged");
    }

    @Test
    void aRequestThatIsOlderThanThePostHealsNoDoubt() {
        doubt("key");
        bench.gateway.answer(created(
                "older", bench.clock.instant().minus(PollRules.CLOCKS_APART).minusMillis(1)));

        callBack(0, "older");
        bench.tickFor(Duration.ofMinutes(5));

        assertStillInDoubt();
        assertThat(bench.gateway.asked()).hasSize(1);
    }

    @Test
    void aRequestOfUnknownAgeHealsNoDoubt() {
        doubt("key");
        bench.gateway.answer(TestJobs.status("ageless", Status.COMPLETED));

        callBack(0, "ageless");
        bench.tick();

        assertStillInDoubt();
    }

    @Test
    void anotherJobsRequestHealsNoDoubt() {
        accept("others");
        doubt("key");
        bench.gateway.answer(created("others", bench.clock.instant()));

        callBack(1, "others");
        bench.tick();

        assertThat(stored(1).state()).isEqualTo(JobState.UNKNOWN);
    }

    @Test
    void aForgedCallbackDoesNotKeepTheRightOneFromHealing() {
        doubt("key");
        callBack(0, "forged");
        bench.tick();
        bench.gateway.answer(created("request", bench.clock.instant()));

        callBack(0, "request");
        bench.tickFor(Duration.ofSeconds(4));

        assertThat(stored(0).requestId()).isEqualTo("request");
    }

    @Test
    void aGatewayThatIsAwayWhenItIsAskedIsAskedAgain() {
        doubt("key");
        bench.gateway.answer(created("request", bench.clock.instant()));
        bench.gateway.down = true;
        callBack(0, "request");
        bench.tick();
        bench.gateway.down = false;

        bench.tickFor(Duration.ofSeconds(30));

        assertThat(stored(0).state()).isEqualTo(JobState.COMPLETED);
    }

    private void assertStillInDoubt() {
        assertThat(stored(0).state()).isEqualTo(JobState.UNKNOWN);
        assertThat(stored(0).requestId()).isNull();
        assertThatThrownBy(() -> submit("key").getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThat(sending.sent).hasSize(1);
    }

    private static JobStatus created(String requestId, Instant at) {
        JobStatus status = TestJobs.status(requestId, Status.COMPLETED);
        return new JobStatus(
                requestId,
                status.status(),
                status.modelId(),
                status.error(),
                status.mediaUrls(),
                status.mediaType(),
                at,
                null,
                null);
    }

    private boolean callBack(int sent, String requestId) {
        Job job = bench.tracker.findByCallback(sending.tokens.get(sent)).orElseThrow();
        return bench.tracker.calledBack(job, requestId);
    }

    private Job stored(int sent) {
        return bench.stored(sending.sent.get(sent));
    }

    private void accept(String requestId) {
        bench.gateway.answer(TestJobs.status(requestId, Status.QUEUED));
        sending.answer = () -> requestId;
        submit(null);
    }

    private void doubt(String key) {
        sending.answer = () -> {
            throw new IOException("reset");
        };
        assertThat(submit(key)).isCompletedExceptionally();
    }

    private CompletableFuture<Submitted> submit(String key) {
        JobSpec spec = new JobSpec(
                UUID.randomUUID().toString(), SCOPE, "relight", key, "input", OPTIONS, Map.of(), bench.clock.instant());
        return bench.submit(new Submit(
                spec,
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                new Pace(bench.clock),
                false,
                0,
                false,
                null,
                List.of(),
                sending));
    }
}
