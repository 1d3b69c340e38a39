package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.jobs.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final SettableClock clock = new SettableClock();
    private final Instant start = clock.instant();
    private final Pace pace = new Pace(clock);

    @Test
    void nothingHoldsBackBeforeTheFirstRefusal() {
        run(1_000);

        assertThat(pace.free()).isGreaterThan(1_000_000);
        assertThat(pace.isBelow(100_000)).isFalse();
    }

    @Test
    void aRefusalHalvesWhatRunsAndObeysTheGatewaysTime() {
        run(100);

        pace.tooMany(pace.round(), Duration.ofSeconds(7));

        assertThat(pace.notBefore()).isEqualTo(start.plusSeconds(7));
        assertThat(pace.free()).isEqualTo(50 - 100);
    }

    @Test
    void callsThatWereUnderWayAtTheRefusalDoNotHalveAgain() {
        run(100);
        int before = pace.round();
        pace.tooMany(before, Duration.ofSeconds(1));
        pace.tooMany(before, Duration.ofSeconds(9));
        pace.tooMany(before, null);

        assertThat(pace.free()).isEqualTo(50 - 100);
        assertThat(pace.notBefore()).isEqualTo(start.plusSeconds(9));
    }

    @Test
    void withoutATimeThePausesGrowUntilSomethingIsAnswered() {
        assertThat(pauseAfterRefusal()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pauseAfterRefusal()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pauseAfterRefusal()).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 30; i++) {
            assertThat(pauseAfterRefusal()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(30));
        }

        pace.answered(pace.round());

        assertThat(pauseAfterRefusal()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aClockThatIsSetBackMakesNoPauseLongerThanOneMayBe() {
        run(100);
        pace.tooMany(pace.round(), Duration.ofSeconds(7));

        clock.advance(Duration.ofHours(-1));

        assertThat(pace.notBefore()).isEqualTo(clock.instant().plus(RetryAfter.CAP));
        clock.advance(RetryAfter.CAP);
        assertThat(pace.notBefore()).isEqualTo(clock.instant());
    }

    @Test
    void twoCallsMayAlwaysRun() {
        for (int i = 0; i < 20; i++) {
            pace.tooMany(pace.round(), Duration.ZERO);
        }

        assertThat(pace.free()).isEqualTo(2);
    }

    @Test
    void aRoundOfAnswersMakesRoomForOneCallMoreOrTwoPercent() {
        run(20);
        pace.tooMany(pace.round(), Duration.ZERO);
        answer(10);
        assertThat(pace.free()).isEqualTo(10 - 20);
        answer(1);
        assertThat(pace.free()).isEqualTo(11 - 20);

        answer(2_000);
        assertThat(pace.isBelow(40)).isFalse();
        assertThat(pace.isBelow(200)).isTrue();
    }

    @Test
    void answersToCallsFromBeforeTheRefusalMakeNoRoom() {
        run(8);
        int before = pace.round();
        pace.tooMany(before, Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            pace.answered(before);
        }

        assertThat(pace.free()).isEqualTo(4 - 8);
    }

    private void run(int calls) {
        for (int i = 0; i < calls; i++) {
            pace.began();
        }
    }

    private void answer(int calls) {
        for (int i = 0; i < calls; i++) {
            pace.answered(pace.round());
        }
    }

    private Duration pauseAfterRefusal() {
        clock.advance(Duration.ofMinutes(5));
        pace.tooMany(pace.round(), null);
        return Duration.between(clock.instant(), pace.notBefore());
    }
}
