package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.AuthenticationException;
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

    /** How much earlier than our own time the service may say that a job was made. */
    static final Duration CLOCKS_APART = Duration.ofSeconds(10);

    private static final double GROWTH = 1.5;
    private static final double JITTER = 0.2;
    private static final int NOT_FOUND = 404;

    private PollRules() {}

    /**
     * When to ask first: a little spread, so that jobs submitted together are not asked about together for ever.
     *
     * @param silent whether callbacks that are expected do not arrive
     */
    static Instant firstQuestion(SubmitOptions options, Instant now, boolean silent, RandomGenerator random) {
        boolean calledBack = options.callbackInterval() != null && !silent;
        long delay = (calledBack ? options.callbackInterval() : options.initialPollDelay()).toMillis();
        return now.plusMillis(delay + (long) (delay * JITTER * random.nextDouble()));
    }

    /**
     * The job after a clean status.
     *
     * @param silent whether callbacks that are expected do not arrive
     */
    static Job answered(Job job, JobStatus answer, Instant now, boolean silent) {
        Job.Change change =
                job.change().state(JobState.of(answer.status())).answer(answer).missingSince(null);
        if (answer.status().isTerminal()) {
            return change.ended(now, job.callbacks().due() ? DetectedBy.WEBHOOK : DetectedBy.POLL)
                    .done();
        }
        int slowdown = isOverdue(job, now) ? job.slowdown() + 1 : 0;
        Duration interval = interval(job, slowdown);
        Duration callback = job.spec().options().callbackInterval();
        // one that came before the end is asked after once more soon: the status may lag behind the callback
        boolean calledBack = callback != null && !silent && !job.callbacks().due();
        return change.slowdown(slowdown)
                .dueAt(now.plus(calledBack && callback.compareTo(interval) > 0 ? callback : interval))
                .done();
    }

    /**
     * A job in doubt after a clean status of the request that a callback has named for it. Whoever knows the token may
     * name any, so it must have been made after the job was sent, and be no other job's.
     *
     * @param others whether it is
     */
    static Job confirmed(Job job, JobStatus answer, boolean others, Instant now, boolean silent) {
        Instant created = answer.createdAt();
        Instant sent = job.submittedAt();
        if (others || created == null || sent == null || created.isBefore(sent.minus(CLOCKS_APART))) {
            return refuted(job);
        }
        return answered(
                job.change().acceptedAfterDoubt(answer.requestId(), sent).done(), answer, now, silent);
    }

    /** A job in doubt after a question about what a callback has named for it, which got no clean status. */
    static Job unconfirmed(Job job, PixelForgeException failure, Instant now) {
        return failure.getHttpResponseCode() == NOT_FOUND ? refuted(job) : askedLater(job, job.change(), failure, now);
    }

    private static Job refuted(Job job) {
        return job.change().callbacks(job.callbacks().decided()).done();
    }

    /** The job after a question that got no clean status: pending as before, but asked more slowly. */
    static Job unanswered(Job job, PixelForgeException failure, Instant now) {
        Job.Change change = job.change();
        if (failure.getHttpResponseCode() == NOT_FOUND) {
            Instant since = job.missingSince() == null || wasLeftAlone(job, now) ? now : job.missingSince();
            change.missingSince(since);
            if (!now.isBefore(since.plus(LOST_AFTER))
                    && !now.isBefore(job.submittedAt().plus(LOST_AFTER))) {
                return change.state(JobState.LOST)
                        .error("The gateway says since " + since + " that it does not know it")
                        .ended(now, DetectedBy.POLL)
                        .done();
            }
        } else { // said without a break, or not at all
            change.missingSince(null);
        }
        return askedLater(job, change, failure, now);
    }

    /** Nobody asked for long, since the nodes or the group stood still: nothing is known of what would have been said. */
    private static boolean wasLeftAlone(Job job, Instant now) {
        return now.isAfter(job.dueAt().plus(LOST_AFTER));
    }

    private static Job askedLater(Job job, Job.Change change, PixelForgeException failure, Instant now) {
        // a key that is refused is no fault of the job, which is to go on soon once there is another
        int slowdown = failure instanceof AuthenticationException ? job.slowdown() : job.slowdown() + 1;
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
