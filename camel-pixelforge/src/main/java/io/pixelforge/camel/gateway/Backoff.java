package io.pixelforge.camel.gateway;

import java.time.Duration;

/** Delays that grow. */
public final class Backoff {

    private Backoff() {}

    /** {@code first} times {@code factor} to the power of {@code step}, at most {@code max}. */
    public static Duration delay(Duration first, double factor, int step, Duration max) {
        double millis = first.toMillis() * Math.pow(factor, step);
        return millis >= max.toMillis() ? max : Duration.ofMillis((long) millis);
    }
}
