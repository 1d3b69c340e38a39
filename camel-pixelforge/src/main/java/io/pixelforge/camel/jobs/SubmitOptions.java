package io.pixelforge.camel.jobs;

import java.time.Duration;

/**
 * What the submitter asked for, stored with the job, so that no other endpoint's options are used for it.
 *
 * @param initialPollDelay  from the submit to the first question
 * @param pollInterval      between questions
 * @param maxPollInterval   what the interval grows to after errors or the time-out
 * @param completionTimeout how long a waiter waits, and after which polling slows down
 * @param retention         how long an ended job answers for its key
 * @param numImages         how many pictures were asked for
 * @param callbackInterval  between questions while the service's callbacks arrive; {@code null} if it is given no URL
 */
public record SubmitOptions(
        Duration initialPollDelay,
        Duration pollInterval,
        Duration maxPollInterval,
        Duration completionTimeout,
        Duration retention,
        int numImages,
        Duration callbackInterval) {

    /** The same for a request that the service does not call back about. */
    SubmitOptions withoutCallbacks() {
        return new SubmitOptions(
                initialPollDelay, pollInterval, maxPollInterval, completionTimeout, retention, numImages, null);
    }
}
