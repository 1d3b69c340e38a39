package io.pixelforge.camel.jobs;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether the gateway can be asked about the jobs of a scope. While it cannot, one question is asked now and then, and
 * the other jobs keep their turn. Once one is answered twice as many are asked with each round of answers, so that all
 * are soon asked about again, but not all at once.
 */
final class Outage {

    /** So many failures in a row are not their jobs' fault. */
    static final int FAILURES = 5;

    static final Duration MAX_PAUSE = Duration.ofSeconds(15);

    private int running;
    private int failures;
    private int window = Integer.MAX_VALUE;
    private Instant notBefore = Instant.MIN;
    private boolean down;
    private boolean refused;
    private String lastError;
    private Instant lastErrorAt;

    /** How many more questions may be asked now, as far as this scope is concerned. */
    synchronized int room(Instant now) {
        return now.isBefore(notBefore) ? 0 : Math.max(0, window - running);
    }

    synchronized void asked() {
        running++;
    }

    /** A question has ended; what it ended with is told by one of the methods below, unless that is not known. */
    synchronized void ended() {
        running--;
    }

    /**
     * A question was answered, whatever the answer says about its job.
     *
     * @return whether that ends an outage
     */
    synchronized boolean answered() {
        failures = 0;
        window = window == Integer.MAX_VALUE ? window : window + 1;
        boolean ends = down;
        if (ends) { // perhaps by an answer to what was asked before it began
            notBefore = Instant.MIN;
        }
        down = false;
        return ends;
    }

    /**
     * A question got no clean answer.
     *
     * @param  pause until one is asked next if this is an outage, at most {@link #MAX_PAUSE}
     * @return       whether an outage begins with it
     */
    synchronized boolean failed(Instant now, Duration pause) {
        failures++;
        refused = false;
        return failures >= FAILURES && begin(now.plus(pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause));
    }

    /**
     * A question was refused as no other would be answered either.
     *
     * @param  pause until one is asked next
     * @return       whether an outage begins with it
     */
    synchronized boolean refused(Instant now, Duration pause) {
        refused = true;
        return begin(now.plus(pause));
    }

    /** What a question ended with that got no clean answer. */
    synchronized void note(String error, Instant now) {
        lastError = error;
        lastErrorAt = now;
    }

    /** @param slowed whether the gateway has said that it is asked too much */
    synchronized GatewayState state(Instant now, boolean slowed) {
        GatewayState.Condition condition = down && refused
                ? GatewayState.Condition.KEY_REFUSED
                : down
                        ? GatewayState.Condition.FAILING
                        : slowed ? GatewayState.Condition.SLOWED : GatewayState.Condition.ANSWERING;
        return new GatewayState(condition, notBefore.isAfter(now) ? notBefore : null, lastError, lastErrorAt);
    }

    /** Whether a question was refused since the last {@link #askNow()}, perhaps one that was asked before that. */
    synchronized boolean isRefused() {
        return refused;
    }

    /** What the last question was refused for has changed. */
    synchronized void askNow() {
        refused = false;
        notBefore = Instant.MIN;
    }

    private boolean begin(Instant next) {
        notBefore = next;
        window = 1;
        boolean begins = !down;
        down = true;
        return begins;
    }
}
