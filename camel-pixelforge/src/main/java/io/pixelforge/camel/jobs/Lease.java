package io.pixelforge.camel.jobs;

import java.time.Instant;

/**
 * The right to write a job. Whoever holds it renews it; once it has run out anybody may take the job over, with a
 * higher number, and what the former owner writes then is refused.
 *
 * @param owner  who holds it; {@code null} if nobody does
 * @param number grows by one with each claim of the job
 * @param until  when it runs out; {@code null} if nobody holds it
 */
public record Lease(String owner, long number, Instant until) {

    /** Nobody has ever held it. */
    public static final Lease NONE = new Lease(null, 0, null);

    /** Whether somebody may take the job now. */
    public boolean isFree(Instant now) {
        return owner == null || !until.isAfter(now);
    }

    /** Whether this is the same claim, renewed or not. */
    public boolean isSameClaim(Lease other) {
        return number == other.number && owner != null && owner.equals(other.owner);
    }

    Lease claimed(String newOwner, Instant newUntil) {
        return new Lease(newOwner, number + 1, newUntil);
    }

    Lease renewed(Instant newUntil) {
        return new Lease(owner, number, newUntil);
    }

    Lease released() {
        return new Lease(null, number, null);
    }
}
