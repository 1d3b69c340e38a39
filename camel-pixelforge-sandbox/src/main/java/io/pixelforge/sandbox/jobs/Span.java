package io.pixelforge.sandbox.jobs;

import java.time.Duration;
import java.util.Random;

/**
 * A duration that is drawn anew each time, evenly between two bounds.
 *
 * @param min the shortest
 * @param max the longest
 */
public record Span(Duration min, Duration max) {

    /** No time at all. */
    public static final Span ZERO = of(Duration.ZERO);

    public Span {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("Not a range of durations: " + min + ".." + max);
        }
    }

    /** Always the same. */
    public static Span of(Duration duration) {
        return new Span(duration, duration);
    }

    /** Draws one, to the millisecond. */
    public Duration pick(Random random) {
        long spread = max.minus(min).toMillis();
        return spread == 0 ? min : min.plusMillis((long) (random.nextDouble() * (spread + 1)));
    }
}
