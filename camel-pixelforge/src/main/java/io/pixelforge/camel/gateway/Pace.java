package io.pixelforge.camel.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How much a gateway is asked with one key: without bounds of its own, until the gateway says that it is too much. Then
 * nothing is asked for as long as it says, then half as many calls run at once as before, and a few more with each round
 * of answers, as on a congested TCP line. So it settles near what the gateway bears, and is forgotten once that is
 * enough.
 */
public final class Pace {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    /** A generate call, which lasts for minutes, takes one of them at most. */
    private static final int MIN_WINDOW = 2;

    private static final double GROWTH = 0.02;

    private final Clock clock;
    private Instant notBefore = Instant.MIN;
    private double window = Double.MAX_VALUE;
    private int running;
    private int refusals;
    private int round;

    /** @param clock what the pauses are measured with */
    public Pace(Clock clock) {
        this.clock = clock;
    }

    /** How often the gateway has said that it is too much; a call tells what it was when it began. */
    synchronized int round() {
        return round;
    }

    /** A call was answered, well or badly. */
    synchronized void answered(int since) {
        if (since == round) {
            refusals = 0;
            window += Math.max(1 / window, GROWTH);
        }
    }

    /**
     * A call was answered that there are too many. Those that had begun before an earlier such answer only say again
     * what that one said.
     *
     * @param retryAfter how long nothing is to be asked; {@code null} if the gateway does not say so
     */
    synchronized void tooMany(int since, Duration retryAfter) {
        if (retryAfter != null) {
            pause(retryAfter);
        }
        if (since != round) {
            return;
        }
        if (retryAfter == null) {
            pause(Backoff.delay(FIRST_PAUSE, 2, refusals, MAX_PAUSE));
        }
        round++;
        refusals++;
        window = Math.max(MIN_WINDOW, Math.min(window, running) / 2);
    }

    private void pause(Duration duration) {
        Instant until = clock.instant().plus(duration);
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    /** Before when no call may begin. */
    synchronized Instant notBefore() {
        Instant longest = clock.instant().plus(RetryAfter.CAP);
        if (notBefore.isAfter(longest)) { // the clock was set back
            notBefore = longest;
        }
        return notBefore;
    }

    /** How many more calls may run at once, if it were for this key only. */
    synchronized int free() {
        return (int) Math.min(Integer.MAX_VALUE, window) - running;
    }

    /** Whether less may be asked than so many calls at once. */
    synchronized boolean isBelow(int concurrent) {
        return window < concurrent || clock.instant().isBefore(notBefore());
    }

    synchronized void began() {
        running++;
    }

    synchronized void ended() {
        running--;
    }
}
