package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.Status;

/** How far a job is. Each step is written before the next one is taken. */
public enum JobState {
    /** The key is held, nothing was sent. */
    RESERVED,
    /** Written immediately before a POST; left behind by a dead owner it means {@link #UNKNOWN}. */
    SUBMITTING,
    /** A POST was sent and nobody knows what became of it. */
    UNKNOWN,
    /** Accepted by the service. */
    QUEUED,
    /** Being processed by the service. */
    PROCESSING,
    /** Ended with media; charged. */
    COMPLETED,
    /** Ended without media; charged. */
    FAILED,
    /** Ended without media; not charged. */
    ERROR,
    /** Ended for us: the gateway has not known it for long. */
    LOST;

    /** The state that a status of the service stands for. */
    public static JobState of(Status status) {
        return valueOf(status.name());
    }

    /** Whether the service has it and has not ended it. */
    public boolean isPending() {
        return this == QUEUED || this == PROCESSING;
    }

    /** Whether its owner is about to send it, or is sending it. */
    public boolean isOnItsWay() {
        return this == RESERVED || this == SUBMITTING;
    }

    /** Whether its POST is being sent, or was and nobody knows what became of it. */
    public boolean isUnanswered() {
        return this == SUBMITTING || this == UNKNOWN;
    }

    /** Whether nothing will change it any more. */
    public boolean isEnded() {
        return this == COMPLETED || this == FAILED || this == ERROR || this == LOST;
    }

    /** Whether a job in this state was charged. */
    public Charged charged() {
        return switch (this) {
            case COMPLETED, FAILED -> Charged.YES;
            case ERROR, RESERVED -> Charged.NO;
            default -> Charged.UNKNOWN;
        };
    }
}
