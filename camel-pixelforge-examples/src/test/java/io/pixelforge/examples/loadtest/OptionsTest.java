package io.pixelforge.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not said has a default, and what cannot be read is named. */
class OptionsTest {

    @Test
    void nothingNeedsToBeSaid() {
        Options options = options(Map.of());

        assertThat(options.modes()).containsExactly(Options.Mode.values());
        assertThat(options.jobs()).isEqualTo(List.of(1000, 5000));
        assertThat(options.shortestJob()).isEqualTo(Duration.ofSeconds(18));
        assertThat(options.longestJob()).isEqualTo(Duration.ofSeconds(22));
    }

    @Test
    void asManyCallsAreInFlightAsTheJobsNeedAndAThirdMore() {
        assertThat(options(Map.of()).concurrency(5000)).isEqualTo(200);
        assertThat(options(Map.of("latency", "1s", "interval", "10s")).concurrency(5000))
                .isEqualTo(667);
        assertThat(options(Map.of("concurrency", "64")).concurrency(5000)).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"jobs,many", "modes,'limit,quick'", "interval,soon", "java,nowhere", "repository,paper", "spread,wide"})
    void whatCannotBeReadIsNamed(String name, String value) {
        assertThatThrownBy(() -> options(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-D" + name + "=" + value);
    }

    private static Options options(Map<String, String> said) {
        return Options.of(said::get);
    }
}
