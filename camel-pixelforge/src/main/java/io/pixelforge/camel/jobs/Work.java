package io.pixelforge.camel.jobs;

/** What a job can be claimed for. */
public enum Work {
    /** To ask the gateway about it; also what a dead owner left in {@link JobState#SUBMITTING}. */
    ASK,
    /** To give its end to a consumer. */
    DELIVER
}
