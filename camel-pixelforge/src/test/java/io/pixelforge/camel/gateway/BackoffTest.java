package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration MAX = Duration.ofMinutes(5);

    @Test
    void theDelayGrowsWithEachStepToTheMaximum() {
        assertThat(delay(5, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(delay(5, 3)).isEqualTo(Duration.ofSeconds(40));
        assertThat(delay(5, 6)).isEqualTo(MAX);
    }

    @Test
    void noNumberOfStepsIsTooMuch() {
        assertThat(delay(5, Integer.MAX_VALUE)).isEqualTo(MAX);
        assertThat(delay(0, Integer.MAX_VALUE)).isEqualTo(Duration.ZERO);
    }

    private static Duration delay(int seconds, int step) {
        return Backoff.delay(Duration.ofSeconds(seconds), 2, step, MAX);
    }
}
