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
 */
public record SubmitOptions(
        Duration initialPollDelay,
        Duration pollInterval,
        Duration maxPollInterval,
        Duration completionTimeout,
        Duration retention,
        int numImages) {}
