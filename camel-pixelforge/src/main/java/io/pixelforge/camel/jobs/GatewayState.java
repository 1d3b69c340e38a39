package io.pixelforge.camel.jobs;

import java.time.Instant;

/**
 * What a node knows of the gateway of a scope from its questions about jobs.
 *
 * @param condition   how it answers
 * @param nextAt      when it is asked next, if it is not asked as usual; else {@code null}
 * @param lastError   what the last question ended with that got no clean answer; {@code null} if there was none
 * @param lastErrorAt when that was
 */
public record GatewayState(Condition condition, Instant nextAt, String lastError, Instant lastErrorAt) {

    /** How a gateway answers. */
    public enum Condition {
        /** Well, as far as it was asked. */
        ANSWERING,
        /** It has said that it was asked too much (429, or 503 with a time), and is asked less. */
        SLOWED,
        /** It does not, or not as documented: it is asked about one job now and then. */
        FAILING,
        /** It refuses the key (401, 403): it is asked about one job once in a minute. */
        KEY_REFUSED
    }
}
