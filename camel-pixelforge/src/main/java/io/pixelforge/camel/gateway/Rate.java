package io.pixelforge.camel.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets so many calls begin in any second, evenly spread. What a late wake-up has lost is made up for, as far as the
 * second allows.
 */
final class Rate {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MADE_UP = Duration.ofMillis(100);

    private final Duration spacing;
    private final int perSecond;
    private final Deque<Instant> lastSecond = new ArrayDeque<>();
    private Instant next = Instant.MIN;

    /** @param perSecond more than 0; below 1 a call begins in some seconds only */
    Rate(double perSecond) {
        this.spacing = Duration.ofNanos((long) Math.ceil(1e9 / perSecond));
        this.perSecond = (int) Math.min(Integer.MAX_VALUE, Math.ceil(perSecond));
    }

    /** When the next call may begin; not after now if that is at once. */
    Instant next(Instant now) {
        if (!lastSecond.isEmpty() && lastSecond.peekLast().isAfter(now)) { // the clock was set back
            lastSecond.clear();
            next = now;
        }
        Instant secondAgo = now.minus(SECOND);
        while (!lastSecond.isEmpty() && !lastSecond.peek().isAfter(secondAgo)) {
            lastSecond.remove();
        }
        Instant free = lastSecond.size() < perSecond ? now : lastSecond.peek().plus(SECOND);
        return free.isAfter(next) ? free : next;
    }

    void began(Instant now) {
        lastSecond.add(now);
        next = (next.isBefore(now.minus(MADE_UP)) ? now : next).plus(spacing);
    }

    /** How many calls may wait and still begin within about a second. */
    int soon() {
        return perSecond;
    }
}
