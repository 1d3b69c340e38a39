package io.pixelforge.camel.jobs;

import java.time.Duration;

/** Delays that grow. */
final class Backoff {

    private Backoff() {}

    /** {@code first} times {@code factor} to the power of {@code step}, at most {@code max}. */
    static Duration delay(Duration first, double factor, int step, Duration max) {
        double millis = first.toMillis() * Math.pow(factor, step);
        return millis >= max.toMillis() ? max : Duration.ofMillis((long) millis);
    }
}
