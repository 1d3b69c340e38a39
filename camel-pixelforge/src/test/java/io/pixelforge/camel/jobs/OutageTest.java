package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final Instant NOW = Instant.parse("2026-05-22T13:00:00Z");

    private final Outage outage = new Outage();

    @Test
    void aLateRefusalOfTheOldKeyDoesNotOutlastAnAnswerToTheNewOne() {
        outage.asked();
        outage.asked();
        outage.ended();
        outage.refused(NOW, Duration.ofMinutes(1));
        outage.askNow();
        outage.asked();
        outage.ended();
        outage.answered();
        outage.ended();
        outage.refused(NOW, Duration.ofMinutes(1)); // the second one asked with the old key

        assertThat(outage.room(NOW)).isZero();
        assertThat(outage.isRefused()).isTrue();
        outage.askNow();
        assertThat(outage.room(NOW)).isPositive();
    }

    @Test
    void itsPauseEndsWithAnAnswerToWhatWasAskedBefore() {
        outage.asked();
        outage.asked();
        outage.ended();
        outage.refused(NOW, Duration.ofMinutes(1));
        assertThat(outage.room(NOW)).isZero();

        outage.ended();
        assertThat(outage.answered()).as("the outage ends").isTrue();

        assertThat(outage.state(NOW, false).condition()).isEqualTo(GatewayState.Condition.ANSWERING);
        assertThat(outage.room(NOW)).isPositive();
    }
}
