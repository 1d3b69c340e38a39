package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.Backoff;
import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a job from its reservation to the service's answer: its pictures are published, it is written before it is sent,
 * and what came of it is written after. Only what certainly was not accepted is sent again.
 */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private static final int TRIES = 5;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY = Duration.ofSeconds(30);
    private static final Duration MIN_RETRY = Duration.ofMillis(250);

    private final JobRepository repository;
    private final CallQueue calls;
    private final LeaseKeeper leases;
    private final Doubts doubts;
    private final Writes writes;
    private final JobSteps steps;
    private final Awaiting awaiting;
    private final Consumer<Job> changed;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final RandomGenerator random;
    private final CallbackTokens tokens;
    private final Duration longestPause;
    private final Set<Attempt> resting = ConcurrentHashMap.newKeySet();

    /** @param changed told of a job that was written here */
    Attempts(
            Node node,
            CallQueue calls,
            Writes writes,
            Awaiting awaiting,
            Consumer<Job> changed,
            ScheduledExecutorService timer,
            RandomGenerator random,
            CallbackTokens tokens) {
        this.repository = node.repository();
        this.leases = node.leases();
        this.steps = node.steps();
        this.clock = node.clock();
        this.calls = calls;
        this.doubts = new Doubts(node);
        this.writes = writes;
        this.awaiting = awaiting;
        this.changed = changed;
        this.timer = timer;
        this.random = random;
        this.tokens = tokens;
        this.longestPause = leases.lease().dividedBy(2);
    }

    /** Sends a job that is reserved and held here; ends when the service has accepted it, or with what is known otherwise. */
    CompletableFuture<Submitted> begin(Submit submit, Job held) {
        Job reserved = held.change().delivery(submit.delivery()).done();
        leases.hold(reserved);
        steps.changed(null, reserved);
        Attempt attempt = new Attempt(submit);
        try {
            submit.sending().began(reserved);
            Job job = reserved;
            if (reserved.imageUrls().isEmpty()) {
                List<String> urls = submit.sending().publish();
                if (!urls.isEmpty()) {
                    job = reserved.change().imageUrls(urls).done();
                    keep(job);
                }
            }
            attempt.send(job, 1);
        } catch (Throwable e) { // an Error of a publisher's too: else the key would be held for ever
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            attempt.free(reserved, null, e);
        }
        return attempt.result;
    }

    private void keep(Job job) {
        if (!repository.update(job)) {
            throw new GatewayException(
                    "Another owner has taken over " + job.describe() + "; nothing was sent here.", null);
        }
    }

    static GatewayException stopped() {
        return new GatewayException(
                "The request was not sent because its route or the component is stopping; nothing was charged.", null);
    }

    /** Those that failed together do not come back together. */
    private Duration restBefore(int failed, Duration asked) {
        if (asked != null) {
            return asked.compareTo(MIN_RETRY) > 0 ? asked : MIN_RETRY;
        }
        long millis = Backoff.delay(FIRST_RETRY, 2, failed - 1, MAX_RETRY).toMillis();
        return Duration.ofMillis(millis + random.nextLong(millis / 2));
    }

    /** Ends what rests before another try. */
    void stop() {
        resting.forEach(attempt -> attempt.giveUp(stopped()));
    }

    /** The same for what is in a route. */
    void stop(String routeId) {
        resting.stream()
                .filter(attempt -> attempt.submit.routes().contains(routeId))
                .forEach(attempt -> attempt.giveUp(stopped()));
    }

    private static SubmissionUnknownException unwritten(Job job) {
        return new SubmissionUnknownException(
                "The service has accepted " + job.describe() + ", but the repository could not be told so: it may still"
                        + " say that nobody knows. Keep the request id; pixelforge:await gets its end.",
                job.requestId(),
                null);
    }

    /** One submit on its way, with what it may have to try again because it certainly was not accepted. */
    private final class Attempt {
        private final Submit submit;
        private final CompletableFuture<Submitted> result = new CompletableFuture<>();
        private Job resting;
        private volatile Future<?> wakeUp;
        private volatile boolean asked;

        Attempt(Submit submit) {
            this.submit = submit;
        }

        void send(Job job, int number) {
            Job[] sending = new Job[1];
            boolean calledBack = submit.kind() == CallQueue.Kind.SUBMIT
                    && submit.spec().options().callbackInterval() != null;
            String token = calledBack ? tokens.next() : null;
            calls.submit(submit.pace(), submit.kind(), () -> {
                        Instant now = clock.instant();
                        Job submitting = job.change()
                                .state(JobState.SUBMITTING)
                                .dueAt(now)
                                .sent(now)
                                .callbacks(
                                        token == null
                                                ? job.callbacks()
                                                : job.callbacks().expectedUnder(CallbackTokens.hash(token)))
                                .done();
                        keep(submitting);
                        if (!clock.instant().isBefore(now.plus(longestPause))) {
                            throw new GatewayException(
                                    "This process stood still before it could send " + job.describe()
                                            + "; nothing was sent.",
                                    null);
                        }
                        steps.changed(job, submitting);
                        sending[0] = submitting;
                        asked = true;
                        return submit.sending().send(submitting, token);
                    })
                    .whenComplete((sent, failure) -> {
                        if (failure == null) {
                            accepted(sending[0], sent);
                        } else {
                            failed(job, number, sending[0], CallQueue.cause(failure));
                        }
                    });
        }

        /** Logged before it is written: if that fails, the log has the request id. */
        private void accepted(Job sent, Job job) {
            JobLog.changed(sent, job);
            writes.write(job, () -> repository.release(job) || doubts.accepted(job), outcome -> {
                leases.drop(job);
                if (outcome == Writes.Outcome.WRITTEN) {
                    steps.tell(sent, job);
                    changed.accept(job);
                    result.complete(new Submitted(job, false));
                } else {
                    result.completeExceptionally(unwritten(job));
                }
            });
        }

        /** @param sent the job as it was sent; {@code null} if it was not */
        private void failed(Job job, int number, Job sent, Throwable failure) {
            if (failure instanceof PixelForgeException e && !(e instanceof SubmissionUnknownException)) {
                if (e.isRetryable() && sent != null && number < TRIES && !awaiting.isStopping(submit.routes())) {
                    rest(job, number, sent, e);
                } else {
                    free(job, sent, e);
                }
            } else if (sent != null) {
                inDoubt(sent, failure);
            } else {
                free(job, null, failure);
            }
        }

        private void rest(Job job, int number, Job sent, PixelForgeException e) {
            Duration delay = restBefore(number, e.getRetryAfter());
            LOG.info("PixelForge {} was not accepted, next try in {}: {}", job.describe(), delay, e.getMessage());
            try {
                keep(job);
            } catch (RuntimeException lost) {
                free(job, sent, lost);
                return;
            }
            resting = job;
            Attempts.this.resting.add(this);
            if (awaiting.isStopping(submit.routes())) {
                giveUp(stopped());
                return;
            }
            try {
                wakeUp = timer.schedule(() -> wakeUp(number + 1), delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                giveUp(stopped());
            }
        }

        private void wakeUp(int number) {
            if (Attempts.this.resting.remove(this)) {
                send(resting, number);
            }
        }

        void giveUp(Exception e) {
            if (Attempts.this.resting.remove(this)) {
                if (wakeUp != null) {
                    wakeUp.cancel(false);
                }
                free(resting, null, e);
            }
        }

        private void inDoubt(Job job, Throwable failure) {
            SubmissionUnknownException unknown = failure instanceof SubmissionUnknownException e
                    ? e
                    : new SubmissionUnknownException(
                            "It is not known whether " + job.describe() + " was accepted and charged: " + failure,
                            job.requestId(),
                            failure);
            Job next = job.change()
                    .state(JobState.UNKNOWN)
                    .error(failure.getMessage() == null ? failure.toString() : failure.getMessage())
                    .done();
            JobLog.changed(job, next);
            writes.write(next, () -> repository.release(next), outcome -> {
                leases.drop(next);
                if (outcome == Writes.Outcome.WRITTEN) {
                    steps.tell(job, next);
                }
                changed.accept(next);
            });
            result.completeExceptionally(unknown);
        }

        /** Nothing was accepted: the key is free again, unless an earlier POST of it is in doubt. */
        void free(Job job, Job sent, Throwable failure) {
            Job unknown = job.change().state(JobState.UNKNOWN).done();
            writes.write(
                    job,
                    () -> job.isDoubtful()
                            ? repository.release(unknown)
                            : repository.remove(job) || doubts.refused(sent),
                    outcome -> {
                        leases.drop(job);
                        if (job.isDoubtful()) {
                            JobLog.changed(job, unknown);
                            changed.accept(unknown);
                        } else {
                            JobLog.freed(job, asked, failure);
                            awaiting.gone(job);
                        }
                    });
            result.completeExceptionally(failure);
        }
    }
}
