package io.pixelforge.sandbox.jobs;

/** The status words of the document. */
public enum JobStatus {
    /** Accepted, waiting to be processed. */
    QUEUED,
    /** Being processed. */
    PROCESSING,
    /** Done; the output holds the result. */
    COMPLETED,
    /** Failed; charged. */
    FAILED,
    /** A system error; not charged. */
    ERROR
}
