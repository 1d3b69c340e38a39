package io.pixelforge.camel.jobs;

import java.time.Instant;

/** What a job is in while somebody waits for it to come out of that. */
public enum Phase {
    /** Reserved or being sent, by an owner whose lease has not run out. */
    ON_ITS_WAY,
    /** Not ended. */
    UNENDED;

    /** Whether a job is in this phase. */
    public boolean holds(Job job, Instant now) {
        return switch (this) {
            case ON_ITS_WAY -> job.state().isOnItsWay() && !job.lease().isFree(now);
            case UNENDED -> !job.state().isEnded();
        };
    }
}
