package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.Backoff;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.PixelForgeException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What follows for a job from what the gateway said about it, and when it is asked about next. */
final class PollRules {

    /** A gateway that has said for so long that it does not know a job is believed. */
    static final Duration LOST_AFTER = Duration.ofMinutes(15);

    private static final double GROWTH = 1.5;
    private static final double JITTER = 0.2;
    private static final int NOT_FOUND = 404;

    private PollRules() {}

    /** When to ask first: a little spread, so that jobs submitted together are not asked about together for ever. */
    static Instant firstQuestion(SubmitOptions options, Instant now, RandomGenerator random) {
        long delay = options.initialPollDelay().toMillis();
        return now.plusMillis(delay + (long) (delay * JITTER * random.nextDouble()));
    }

    /** The job after a clean status. */
    static Job answered(Job job, JobStatus answer, Instant now) {
        Job.Change change =
                job.change().state(JobState.of(answer.status())).answer(answer).missingSince(null);
        if (answer.status().isTerminal()) {
            return change.ended(now, DetectedBy.POLL).done();
        }
        int slowdown = isOverdue(job, now) ? job.slowdown() + 1 : 0;
        return change.slowdown(slowdown)
                .dueAt(now.plus(interval(job, slowdown)))
                .done();
    }

    /** The job after a question that got no clean status: pending as before, but asked more slowly. */
    static Job unanswered(Job job, PixelForgeException failure, Instant now) {
        Job.Change change = job.change();
        if (failure.getHttpResponseCode() == NOT_FOUND) {
            Instant since = job.missingSince() == null ? now : job.missingSince();
            change.missingSince(since);
            if (!now.isBefore(since.plus(LOST_AFTER))
                    && !now.isBefore(job.submittedAt().plus(LOST_AFTER))) {
                return change.state(JobState.LOST)
                        .error("The gateway says since " + since + " that it does not know it")
                        .ended(now, DetectedBy.POLL)
                        .done();
            }
        }
        int slowdown = job.slowdown() + 1;
        Duration delay = interval(job, slowdown);
        Duration asked = failure.getRetryAfter();
        return change.slowdown(slowdown)
                .dueAt(now.plus(asked != null && asked.compareTo(delay) > 0 ? asked : delay))
                .done();
    }

    private static boolean isOverdue(Job job, Instant now) {
        return now.isAfter(job.submittedAt().plus(job.spec().options().completionTimeout()));
    }

    private static Duration interval(Job job, int slowdown) {
        SubmitOptions options = job.spec().options();
        return Backoff.delay(options.pollInterval(), GROWTH, slowdown, options.maxPollInterval());
    }
}
