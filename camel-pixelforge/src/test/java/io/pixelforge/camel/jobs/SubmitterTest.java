package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.RateLimitException;
import io.pixelforge.camel.gateway.Status;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SubmitterTest {

    private final TestBench bench = new TestBench();
    private final TestBench.Sending sending = new TestBench.Sending();

    @Test
    void aJobIsWrittenBeforeItIsSentAndAgainAfterIt() {
        sending.answer = () -> {
            assertThat(stored().state()).isEqualTo(JobState.SUBMITTING);
            return "request-1";
        };

        CompletableFuture<Submitted> result = bench.tracker.submit(submit("key"));

        assertThat(stored().state()).isEqualTo(JobState.RESERVED);
        assertThat(result).isNotDone();
        bench.threads.runReady();
        assertThat(result.getNow(null).duplicate()).isFalse();
        assertThat(stored().state()).isEqualTo(JobState.QUEUED);
        assertThat(stored().lease().owner()).isNull();
    }

    @Test
    void whatCannotBeWrittenIsNotSent() {
        CompletableFuture<Submitted> result = bench.tracker.submit(submit("key"));
        bench.broken = true;
        bench.threads.runReady();

        assertThat(result).isCompletedExceptionally();
        assertThat(sending.sent).isEmpty();
    }

    @Test
    void whoHasLostTheLeaseSendsNothing() {
        CompletableFuture<Submitted> result = bench.tracker.submit(submit("key"));
        bench.clock.advance(JobTracker.DEFAULT_LEASE);
        bench.memory
                .claim(sending.began.get(0).id(), "other", JobTracker.DEFAULT_LEASE)
                .orElseThrow();
        bench.threads.runReady();

        assertThatThrownBy(() -> result.getNow(null)).hasMessageContaining("Another owner has taken over");
        assertThat(sending.sent).isEmpty();
        assertThat(stored().lease().owner()).isEqualTo("other");
    }

    @Test
    void theSecondSubmitOfAKeyThatIsBeingSentWaitsForItAndSendsNothing() {
        sending.answer = () -> "request-1";
        bench.tracker.submit(submit("key"));
        CompletableFuture<Submitted> second = bench.tracker.submit(submit("key"));
        assertThat(second).isNotDone();

        bench.threads.runReady();

        assertThat(second.getNow(null).duplicate()).isTrue();
        assertThat(second.getNow(null).job().requestId()).isEqualTo("request-1");
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void theSecondSubmitOfAKeyThatWasRefusedIsSentItself() {
        sending.answer = () -> {
            if (sending.sent.size() == 1) {
                throw new InvalidRequestException("refused");
            }
            return "request-2";
        };
        CompletableFuture<Submitted> first = bench.tracker.submit(submit("key"));
        CompletableFuture<Submitted> second = bench.tracker.submit(submit("key"));

        bench.threads.runReady();

        assertThatThrownBy(() -> first.getNow(null)).hasCauseInstanceOf(InvalidRequestException.class);
        assertThat(second.getNow(null).duplicate()).isFalse();
        assertThat(sending.sent).hasSize(2);
    }

    @Test
    void theSameKeyWithAnotherInputIsRefused() {
        sending.answer = () -> "request-1";
        bench.submit(submit("key"));
        JobSpec other = new JobSpec(
                "other", SCOPE, "relight", "key", "other input", TestJobs.OPTIONS, Map.of(), bench.clock.instant());

        CompletableFuture<Submitted> result = bench.submit(submit(other, false, null));

        assertThatThrownBy(() -> result.getNow(null))
                .hasCauseInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("key");
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void aRefusalFreesTheKeyAndRemovesTheJob() {
        sending.answer = () -> {
            throw new InvalidRequestException("refused");
        };
        CompletableFuture<Submitted> result = bench.submit(submit("key"));

        assertThatThrownBy(() -> result.getNow(null)).hasCauseInstanceOf(InvalidRequestException.class);
        assertThat(bench.isStored(sending.began.get(0))).isFalse();
    }

    @Test
    void aPublisherThatFailsFreesTheKeyAndNothingIsSent() {
        sending.publish = () -> {
            throw new IOException("no space");
        };
        CompletableFuture<Submitted> result = bench.submit(submit("key"));

        assertThatThrownBy(() -> result.getNow(null)).hasCauseInstanceOf(IOException.class);
        assertThat(bench.isStored(sending.began.get(0))).isFalse();
        assertThat(sending.sent).isEmpty();
    }

    @Test
    void picturesAreMadePublicOnceThoughTheRequestIsSentAgain() {
        int[] published = new int[1];
        sending.publish = () -> List.of("https://example.com/" + ++published[0] + ".png");
        sending.answer = () -> {
            if (sending.sent.size() < 3) {
                throw new RateLimitException("slower");
            }
            return "request-1";
        };
        CompletableFuture<Submitted> result = bench.submit(submit(null));
        bench.threads.advance(Duration.ofMinutes(1));

        assertThat(result).isCompleted();
        assertThat(sending.sent).extracting(Job::imageUrls).containsOnly(List.of("https://example.com/1.png"));
    }

    @Test
    void whatWasCertainlyNotAcceptedIsTriedFiveTimesEachLater() {
        sending.answer = () -> {
            throw new GatewayException("no connection", null);
        };
        CompletableFuture<Submitted> result = bench.submit(submit("key"));
        assertThat(stored().state()).isEqualTo(JobState.RESERVED);
        assertRests(Duration.ofMillis(1000), Duration.ofMillis(1500));

        bench.threads.advance(Duration.ofMillis(1500));
        assertRests(Duration.ofMillis(1500), Duration.ofMillis(3000));
        bench.threads.advance(Duration.ofMinutes(1));

        assertThatThrownBy(() -> result.getNow(null)).hasCauseInstanceOf(GatewayException.class);
        assertThat(sending.sent).hasSize(5);
        assertThat(bench.isStored(sending.began.get(0))).isFalse();
    }

    private void assertRests(Duration atLeast, Duration atMost) {
        assertThat(bench.threads.delays()).singleElement().satisfies(delay -> assertThat(delay)
                .isBetween(atLeast, atMost));
    }

    @Test
    void thoseThatFailTogetherDoNotComeBackTogether() {
        sending.answer = () -> {
            throw new GatewayException("no connection", null);
        };

        for (int i = 0; i < 100; i++) {
            bench.submit(submit("key-" + i));
        }

        assertThat(Set.copyOf(bench.threads.delays())).hasSizeGreaterThan(50);
    }

    @Test
    void aJobThatRestsKeepsItsLease() {
        sending.answer = () -> {
            throw new GatewayException("no connection", null);
        };
        bench.submit(submit("key"));
        Job job = stored();

        bench.tickFor(Duration.ofSeconds(14));

        assertThat(bench.memory.claim(job.id(), "other", JobTracker.DEFAULT_LEASE))
                .isEmpty();
    }

    @Test
    void doubtIsWrittenAndSaidAndNotSentAgain() {
        sending.answer = () -> {
            throw new SubmissionUnknownException("no answer", null, null);
        };
        CompletableFuture<Submitted> result = bench.submit(submit("key"));
        CompletableFuture<Submitted> again = bench.submit(submit("key"));

        assertThatThrownBy(() -> result.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThatThrownBy(() -> again.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThat(stored().state()).isEqualTo(JobState.UNKNOWN);
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void anUnforeseenFailureWhileSendingIsDoubt() {
        sending.answer = () -> {
            throw new IllegalStateException();
        };
        CompletableFuture<Submitted> result = bench.submit(submit("key"));

        assertThatThrownBy(() -> result.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThat(stored().state()).isEqualTo(JobState.UNKNOWN);
        assertThat(stored().error()).isNotNull();
    }

    @Test
    void aKeyInDoubtIsSentAgainWhereThatIsWanted() {
        doubt();
        sending.answer = () -> "request-2";

        CompletableFuture<Submitted> again = bench.submit(submit(spec("key"), true, null));

        assertThat(again.getNow(null).job().requestId()).isEqualTo("request-2");
        assertThat(again.getNow(null).duplicate()).isFalse();
        assertThat(stored().error()).isNull();
    }

    @Test
    void theSameExchangeNeverSendsAKeyInDoubtAgain() {
        doubt();

        CompletableFuture<Submitted> again =
                bench.submit(submit(spec("key"), true, sending.began.get(0).id()));

        assertThatThrownBy(() -> again.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void aKeyInDoubtStaysInDoubtIfItsSecondPostIsRefused() {
        doubt();
        sending.answer = () -> {
            throw new InvalidRequestException("refused");
        };
        CompletableFuture<Submitted> resubmitted = bench.submit(submit(spec("key"), true, null));
        assertThatThrownBy(() -> resubmitted.getNow(null)).hasCauseInstanceOf(InvalidRequestException.class);

        CompletableFuture<Submitted> again = bench.submit(submit("key"));

        assertThatThrownBy(() -> again.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThat(sending.sent).hasSize(2);
    }

    @Test
    void aKeyInDoubtWhoseSecondSenderEndedIsInDoubtForOthers() {
        doubt();
        sending.answer = () -> "request-2";
        bench.tracker.submit(submit(spec("key"), true, null));
        bench.clock.advance(JobTracker.DEFAULT_LEASE);

        TestBench.Sending survivor = new TestBench.Sending();
        CompletableFuture<Submitted> again = bench.newTracker()
                .submit(new Submit(
                        spec("key"),
                        Delivery.CONSUMER,
                        CallQueue.Kind.SUBMIT,
                        bench.client.pace(),
                        false,
                        0,
                        false,
                        null,
                        TestBench.ROUTE,
                        survivor));

        assertThatThrownBy(() -> again.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThat(survivor.sent).isEmpty();
    }

    @Test
    void aReservationOfADeadOwnerIsTakenOverAndSent() {
        Job dead = bench.repository.reserve(
                Job.reserved(spec("key"), Delivery.CONSUMER), "dead", JobTracker.DEFAULT_LEASE);
        sending.answer = () -> "request-1";
        CompletableFuture<Submitted> result = bench.submit(submit("key"));
        assertThat(result).isNotDone();

        bench.tickFor(JobTracker.DEFAULT_LEASE.plusSeconds(2));

        assertThat(result.getNow(null).job().id()).isEqualTo(dead.id());
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void aPostOfADeadOwnerIsInDoubtForThoseWhoWaitForIt() {
        Job dead = bench.repository.reserve(
                Job.reserved(spec("key"), Delivery.CONSUMER), "dead", JobTracker.DEFAULT_LEASE);
        bench.repository.update(dead.change()
                .state(JobState.SUBMITTING)
                .dueAt(bench.clock.instant())
                .done());
        CompletableFuture<Submitted> result = bench.submit(submit("key"));

        bench.tickFor(JobTracker.DEFAULT_LEASE.plusSeconds(2));

        assertThatThrownBy(() -> result.getNow(null)).hasCauseInstanceOf(SubmissionUnknownException.class);
        assertThat(sending.sent).isEmpty();
    }

    @Test
    void aRedeliveredExchangeAttachesToTheJobThatItNoted() {
        sending.answer = () -> "request-1";
        bench.submit(submit(null));

        CompletableFuture<Submitted> again =
                bench.submit(submit(spec(null), false, sending.began.get(0).id()));

        assertThat(again.getNow(null).duplicate()).isTrue();
        assertThat(again.getNow(null).job().requestId()).isEqualTo("request-1");
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void aNotedJobThatIsGoneIsSentAnew() {
        sending.answer = () -> "request-1";

        CompletableFuture<Submitted> result = bench.submit(submit(spec(null), false, "was refused"));

        assertThat(result.getNow(null).duplicate()).isFalse();
    }

    @Test
    void stoppingEndsARestAndFreesTheKey() {
        sending.answer = () -> {
            throw new GatewayException("no connection", null);
        };
        CompletableFuture<Submitted> result = bench.submit(submit("key"));

        bench.tracker.stop();

        assertThatThrownBy(() -> result.getNow(null))
                .hasMessageContaining("stopping")
                .hasMessageContaining("nothing was charged");
        assertThat(bench.isStored(sending.began.get(0))).isFalse();
        bench.threads.advance(Duration.ofMinutes(1));
        assertThat(sending.sent).hasSize(1);
    }

    @Test
    void stoppingARouteEndsItsRestsOnlyAndLetsNoneBegin() {
        sending.answer = () -> {
            throw new GatewayException("no connection", null);
        };
        CompletableFuture<Submitted> rests = bench.submit(submit("key"));
        CompletableFuture<Submitted> isSent = bench.tracker.submit(submit("second"));
        TestBench.Sending others = new TestBench.Sending();
        others.answer = sending.answer;
        CompletableFuture<Submitted> otherRoute = bench.submit(new Submit(
                spec("third"),
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                bench.client.pace(),
                false,
                0,
                false,
                null,
                List.of("another route"),
                others));

        bench.tracker.stopWaiting(TestBench.ROUTE_ID);
        bench.threads.runReady();

        assertThat(rests).isCompletedExceptionally();
        assertThat(isSent).isCompletedExceptionally();
        assertThat(otherRoute).isNotDone();
    }

    @Test
    void whoWaitsForAnotherSenderGivesUpAtItsTimeOut() {
        sending.answer = () -> "request-1";
        bench.repository.reserve(Job.reserved(spec("key"), Delivery.CONSUMER), "slow", Duration.ofHours(2));
        CompletableFuture<Submitted> result = bench.submit(submit("key"));

        bench.tickFor(TestJobs.OPTIONS.completionTimeout().plusSeconds(1));

        assertThatThrownBy(() -> result.getNow(null)).hasCauseInstanceOf(CompletionTimeoutException.class);
        assertThat(sending.sent).isEmpty();
    }

    @Test
    void anErrorFreesTheKey() {
        sending.answer = () -> "request-" + sending.sent.size();
        Job first = bench.submit(submit("key")).getNow(null).job();
        bench.gateway.answer(TestJobs.status("request-1", Status.ERROR));
        bench.tickFor(Duration.ofSeconds(15));
        assertThat(bench.stored(first).state()).isEqualTo(JobState.ERROR);

        assertThat(bench.submit(submit("key")).getNow(null).duplicate()).isFalse();
        assertThat(sending.sent).hasSize(2);
    }

    private void doubt() {
        sending.answer = () -> {
            throw new SubmissionUnknownException("no answer", null, null);
        };
        bench.submit(submit("key"));
    }

    private Job stored() {
        return bench.stored(sending.began.get(0));
    }

    private Submit submit(String key) {
        return submit(spec(key), false, null);
    }

    private Submit submit(JobSpec spec, boolean resubmitUnknown, String notedJobId) {
        return new Submit(
                spec,
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                bench.client.pace(),
                resubmitUnknown,
                0,
                false,
                notedJobId,
                TestBench.ROUTE,
                sending);
    }

    private JobSpec spec(String key) {
        return TestJobs.spec(SCOPE, "relight", key, bench.clock.instant());
    }
}
