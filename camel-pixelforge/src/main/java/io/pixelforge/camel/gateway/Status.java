package io.pixelforge.camel.gateway;

/** The service's words for how far a request is. */
public enum Status {
    /** Accepted, waiting to be processed. */
    QUEUED,
    /** Being processed by the model. */
    PROCESSING,
    /** Done, with media. */
    COMPLETED,
    /** Failed; charged. */
    FAILED,
    /** System error; not charged. */
    ERROR;

    /** Whether the service will not change it any more. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == ERROR;
    }
}
