package io.pixelforge.camel.jobs;

/** Who gets the end of a job, and whether it was taken. */
public enum Delivery {
    /** The exchange that submitted it, while it waits; else whoever asks by key or request id. */
    WAITER,
    /** A consumer of its group. */
    CONSUMER,
    /** Taken: an exchange that carried the end has succeeded. */
    ACKNOWLEDGED,
    /** Offered to a failing route as often as allowed; kept until somebody decides. */
    PARKED
}
