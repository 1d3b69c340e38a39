package io.pixelforge.sandbox.jobs;

import java.time.Instant;

/**
 * A job: plain data, whose status is a function of the time that is asked for.
 *
 * @param id the request id
 * @param order what was asked for
 * @param key the fingerprint of the key that it belongs to
 * @param createdAt when it was accepted
 * @param startsAt when it leaves the queue
 * @param endsAt when it ends
 * @param outcome how it ends, as far as that is known without looking at its picture
 */
public record Job(
        String id, Order order, String key, Instant createdAt, Instant startsAt, Instant endsAt, Outcome outcome) {

    /** Whether it has ended at that time. */
    public boolean ended(Instant at) {
        return !at.isBefore(endsAt);
    }

    /** Whether it has left the queue at that time. */
    public boolean started(Instant at) {
        return !at.isBefore(startsAt);
    }
}
