package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.CallQueue.Kind;
import io.pixelforge.camel.jobs.ManualScheduler;
import io.pixelforge.camel.jobs.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CallQueueTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock();
    private final ManualScheduler threads = new ManualScheduler(clock);
    private final StringBuilder order = new StringBuilder();
    private final List<Instant> begun = new ArrayList<>();
    private final Pace pace = new Pace(clock);
    private boolean rejecting;
    private final CallQueue calls = new CallQueue(
            task -> {
                if (rejecting) {
                    throw new RejectedExecutionException();
                }
                threads.execute(task);
            },
            threads,
            clock);

    @Test
    void soManyCallsRunAtOnceAndTheOthersWait() {
        calls.limit(3, 0);
        List<CompletableFuture<Void>> results = submit(10, Kind.STATUS);

        assertThat(threads.readyCount()).isEqualTo(3);
        threads.runReady();
        assertThat(results).allSatisfy(result -> assertThat(result).isCompleted());
    }

    @Test
    void callsThatWaitBeginWhenMoreAreLetThrough() {
        calls.limit(1, 0);
        submit(10, Kind.SUBMIT);

        calls.limit(4, 0);

        assertThat(threads.readyCount()).isEqualTo(4);
    }

    @Test
    void generateCallsGetAtMostHalfOfThePlaces() {
        calls.limit(5, 0);

        submit(10, Kind.GENERATE);
        assertThat(threads.readyCount()).isEqualTo(2);
        submit(10, Kind.STATUS);
        assertThat(threads.readyCount()).isEqualTo(5);
    }

    @Test
    void aSinglePlaceIsForGenerateCallsToo() {
        calls.limit(1, 0);
        List<CompletableFuture<Void>> results = submit(2, Kind.GENERATE);

        threads.runReady();

        assertThat(results).allSatisfy(result -> assertThat(result).isCompleted());
    }

    @Test
    void submitsGoBeforePollsWhichAreNotStarvedByThem() {
        calls.limit(1, 0);
        pause(SECOND);
        submit(8, Kind.STATUS);
        submit(7, Kind.SUBMIT);

        threads.advance(SECOND);

        assertThat(order).hasToString("SSSPSSSPSPPPPPP");
    }

    @Test
    void noKindIsStarvedByTheOthers() {
        calls.limit(1, 0);
        pause(SECOND);
        submit(40, Kind.STATUS);
        submit(40, Kind.SUBMIT);
        submit(40, Kind.GENERATE);

        threads.advance(SECOND);

        for (int from = 0; from + 8 < 80; from++) {
            String some = order.substring(from, from + 8);
            assertThat(some).matches(".*G.*G.*").matches(".*S.*S.*").matches(".*P.*P.*");
        }
    }

    @Test
    void theRateHoldsOverAnySecondAlsoAfterARest() {
        calls.limit(32, 4);
        submit(9, Kind.STATUS);
        threads.advance(Duration.ofSeconds(60));
        submit(9, Kind.SUBMIT);
        threads.advance(Duration.ofSeconds(60));

        assertThat(begun).hasSize(18);
        assertThat(begun).allSatisfy(first -> assertThat(begun)
                .filteredOn(at -> !at.isBefore(first) && at.isBefore(first.plus(SECOND)))
                .hasSizeLessThanOrEqualTo(4));
        assertThat(Duration.between(begun.get(0), begun.get(8))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRateBelowOneLetsACallBeginInSomeSeconds() {
        calls.limit(32, 0.1);
        submit(3, Kind.STATUS);

        threads.advance(Duration.ofSeconds(60));

        assertThat(Duration.between(begun.get(0), begun.get(2))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aPauseHoldsBackWhatHasNotBegunAndTheLongestCounts() {
        CompletableFuture<Void> running = submit(1, Kind.STATUS).get(0);
        Instant start = clock.instant();
        pause(Duration.ofSeconds(3));
        pause(SECOND);
        submit(2, Kind.SUBMIT);

        threads.runReady();
        assertThat(running).isCompleted();
        assertThat(begun).hasSize(1);
        threads.advance(Duration.ofMillis(2999));
        assertThat(begun).hasSize(1);
        threads.advance(Duration.ofMillis(1));

        assertThat(begun).containsExactly(start, start.plusSeconds(3), start.plusSeconds(3));
    }

    @Test
    void aPauseThatGrowsWhileCallsWaitIsObeyed() {
        Instant start = clock.instant();
        pause(SECOND);
        submit(1, Kind.STATUS);
        pause(Duration.ofSeconds(5));

        threads.advance(Duration.ofSeconds(10));

        assertThat(begun).containsExactly(start.plusSeconds(5));
    }

    @Test
    void aKeyThatHasToPauseHoldsUpNoOtherKey() {
        Pace other = new Pace(clock);
        pause(SECOND);
        List<CompletableFuture<Void>> waiting = submit(3, Kind.SUBMIT);

        List<CompletableFuture<Void>> others = submit(other, 3, Kind.STATUS);
        threads.runReady();

        assertThat(others).allSatisfy(result -> assertThat(result).isCompleted());
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        threads.advance(SECOND);
        assertThat(waiting).allSatisfy(result -> assertThat(result).isCompleted());
    }

    @Test
    void keysTakeTurns() {
        calls.limit(1, 1);
        submit(1, Kind.STATUS);
        threads.runReady();
        submit(6, Kind.SUBMIT);
        submit(new Pace(clock), 3, Kind.GENERATE);

        threads.advance(Duration.ofSeconds(60));

        assertThat(order).hasToString("PSGSGSGSSS");
    }

    @Test
    void afterARefusalHalfAsManyCallsRunAtOnceUntilAnswersMakeRoomAgain() {
        calls.limit(8, 0);
        submit(8, Kind.STATUS);
        pace.tooMany(pace.round(), Duration.ZERO);
        threads.runReady();

        submit(20, Kind.STATUS);
        assertThat(threads.readyCount()).isEqualTo(4);
        for (int answer = 0; answer < 40; answer++) {
            pace.answered(pace.round());
        }
        submit(1, Kind.STATUS);

        assertThat(threads.readyCount()).isEqualTo(8);
    }

    @Test
    void aGenerateCallLeavesAPlaceOfASlowedKeyToTheOthers() {
        calls.limit(8, 0);
        pause(SECOND);
        submit(4, Kind.GENERATE);
        submit(4, Kind.STATUS);

        threads.advance(SECOND);

        assertThat(order).hasToString("GPPPPGGG");
    }

    @Test
    void thereIsNoRoomForPollsOfAKeyThatPausesAndLittleAfterIt() {
        calls.limit(8, 0);
        pause(SECOND);
        assertThat(calls.isSlowed(pace)).isTrue();
        assertThat(calls.room(pace)).isZero();

        threads.advance(SECOND);

        assertThat(calls.room(pace)).isEqualTo(2);
        assertThat(calls.room()).isEqualTo(16);
        assertThat(calls.isSlowed(new Pace(clock))).isFalse();
    }

    @Test
    void thereIsRoomForAsManyPollsAsMayBeginInASecond() {
        calls.limit(8, 5);

        assertThat(calls.room()).isEqualTo(5);
    }

    @Test
    void closingFailsWhatHasNotBegunAndLetsTheRestEnd() {
        calls.limit(1, 0);
        CompletableFuture<Void> running = submit(1, Kind.STATUS).get(0);
        CompletableFuture<Void> waiting = submit(1, Kind.SUBMIT).get(0);

        calls.close();
        CompletableFuture<Void> late = submit(1, Kind.SUBMIT).get(0);
        threads.runReady();

        assertThat(running).isCompleted();
        assertRejected(waiting);
        assertRejected(late);
        assertThat(order).hasToString("P");
    }

    @Test
    void closingWakesNobodyAtTheEndOfAPause() {
        pause(SECOND);
        CompletableFuture<Void> waiting = submit(1, Kind.SUBMIT).get(0);

        calls.close();
        threads.advance(SECOND);

        assertRejected(waiting);
        assertThat(begun).isEmpty();
    }

    @Test
    void aCallThatGetsNoThreadFailsAndGivesItsPlaceBack() {
        calls.limit(1, 0);
        rejecting = true;
        assertRejected(submit(1, Kind.SUBMIT).get(0));
        rejecting = false;

        CompletableFuture<Void> next = submit(1, Kind.SUBMIT).get(0);
        threads.runReady();

        assertThat(next).isCompleted();
    }

    @Test
    void aCallThatFailsInAnyWayTellsItAndGivesItsPlaceBack() {
        calls.limit(1, 0);
        AssertionError error = new AssertionError("call");
        CompletableFuture<Object> failed = calls.submit(pace, Kind.GENERATE, () -> {
            throw error;
        });
        CompletableFuture<Void> next = submit(1, Kind.GENERATE).get(0);

        threads.runReady();

        assertThatThrownBy(failed::join).hasCause(error);
        assertThat(next).isCompleted();
    }

    @Test
    void thereIsRoomForTwiceAsManyPollsAsRunAtOnce() {
        calls.limit(2, 0);
        assertThat(calls.room()).isEqualTo(4);

        submit(3, Kind.STATUS);
        assertThat(calls.room()).isEqualTo(1);
        submit(3, Kind.STATUS);
        assertThat(calls.room()).isZero();

        threads.runReady();
        assertThat(calls.room()).isEqualTo(4);
    }

    private void pause(Duration duration) {
        pace.tooMany(pace.round(), duration);
    }

    private List<CompletableFuture<Void>> submit(int number, Kind kind) {
        return submit(pace, number, kind);
    }

    private List<CompletableFuture<Void>> submit(Pace pace, int number, Kind kind) {
        List<CompletableFuture<Void>> results = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            results.add(calls.submit(pace, kind, () -> {
                order.append(kind == Kind.STATUS ? 'P' : kind.name().charAt(0));
                begun.add(clock.instant());
                return null;
            }));
        }
        return results;
    }

    private static void assertRejected(CompletableFuture<Void> result) {
        assertThatThrownBy(result::join).cause().isInstanceOfSatisfying(GatewayException.class, e -> assertThat(
                        e.isRetryable())
                .isTrue());
    }
}
