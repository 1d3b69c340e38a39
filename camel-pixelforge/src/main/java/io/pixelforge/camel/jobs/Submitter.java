package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.Backoff;
import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request from its reservation to the service's answer, so that a key, and an exchange that is redelivered,
 * is sent once.
 */
final class Submitter {

    private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);

    private static final int TRIES = 5;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY = Duration.ofSeconds(30);
    private static final Duration MIN_RETRY = Duration.ofMillis(250);

    private final JobTracker tracker;
    private final JobRepository repository;
    private final CallQueue calls;
    private final LeaseKeeper leases;
    private final Writes writes;
    private final JobSteps steps;
    private final InFlightLimit limit;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final RandomGenerator random;
    private final CallbackTokens tokens;
    private final String owner;
    private final Duration longestPause;
    private final Set<Attempt> resting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Submitter(
            JobTracker tracker,
            JobRepository repository,
            CallQueue calls,
            LeaseKeeper leases,
            Writes writes,
            JobSteps steps,
            InFlightLimit limit,
            ScheduledExecutorService timer,
            Clock clock,
            RandomGenerator random,
            CallbackTokens tokens,
            String owner) {
        this.tracker = tracker;
        this.repository = repository;
        this.calls = calls;
        this.leases = leases;
        this.writes = writes;
        this.steps = steps;
        this.limit = limit;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.tokens = tokens;
        this.owner = owner;
        this.longestPause = leases.lease().dividedBy(2);
    }

    CompletableFuture<Submitted> submit(Submit submit) {
        try {
            Optional<Job> noted = Optional.ofNullable(submit.notedJobId())
                    .flatMap(repository::find)
                    .filter(job -> job.spec().fingerprint().equals(submit.spec().fingerprint()))
                    // not charged: as it frees a key it frees the exchange
                    .filter(job -> job.state() != JobState.ERROR);
            if (noted.isPresent()) {
                return attach(submit, noted.get());
            }
            Optional<Job> known = submit.maxInFlight() == 0 || submit.spec().key() == null
                    ? Optional.empty()
                    : repository.findByKey(
                            submit.spec().scope(),
                            submit.spec().operation(),
                            submit.spec().key());
            if (known.isPresent()) {
                return attach(submit, known.get());
            }
            return within(submit, () -> place(submit, reserve(submit)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Job reserve(Submit submit) {
        return repository.reserve(
                Job.reserved(submit.spec().reservedAt(clock.instant()), submit.delivery()), owner, leases.lease());
    }

    /** Takes a place at once, or, where their number is limited, when there is room. */
    private CompletableFuture<Submitted> within(Submit submit, Supplier<InFlightLimit.Place> take) {
        return submit.maxInFlight() == 0
                ? take.get().then().get()
                : limit.enter(submit, () -> isStopping(submit), take);
    }

    private InFlightLimit.Place place(Submit submit, Job holder) {
        return holder.id().equals(submit.spec().id())
                ? new InFlightLimit.Place(() -> begin(submit, holder), () -> repository.remove(holder))
                : new InFlightLimit.Place(() -> attach(submit, holder), null);
    }

    /** Lets those in who waited for other jobs to end. */
    void letIn() {
        limit.letIn();
    }

    /** Ends what rests before another try, since nothing will be sent any more. */
    void stop() {
        stopping = true;
        limit.stop(null, stopped());
        resting.forEach(attempt -> attempt.giveUp(stopped()));
    }

    /** The same for what is in a route. */
    void stop(String routeId) {
        limit.stop(routeId, stopped());
        resting.stream()
                .filter(attempt -> attempt.submit.routes().contains(routeId))
                .forEach(attempt -> attempt.giveUp(stopped()));
    }

    private boolean isStopping(Submit submit) {
        return stopping || tracker.isStopping(submit.routes());
    }

    private CompletableFuture<Submitted> attach(Submit submit, Job job) {
        if (!job.spec().fingerprint().equals(submit.spec().fingerprint())) {
            throw new InvalidRequestException("The idempotentKey '" + job.spec().key()
                    + "' was used before with another input (" + job.describe()
                    + "). Nothing was sent. Use a key that is the input's own.");
        }
        submit.sending().began(job);
        return switch (job.state()) {
            case RESERVED, SUBMITTING -> takeOverOrWait(submit, job);
            case UNKNOWN -> resubmitOrFail(submit, job);
            default -> CompletableFuture.completedFuture(new Submitted(job, true));
        };
    }

    private CompletableFuture<Submitted> takeOverOrWait(Submit submit, Job job) {
        if (!job.lease().isFree(clock.instant())) {
            return awaitSettled(submit, job);
        }
        boolean toBeSent = job.state() == JobState.RESERVED && !isDoubtful(job);
        return toBeSent
                ? within(submit, () -> placeOfDeadOwner(submit, job))
                : placeOfDeadOwner(submit, job).then().get();
    }

    private InFlightLimit.Place placeOfDeadOwner(Submit submit, Job job) {
        return repository
                .claim(job.id(), owner, leases.lease())
                .map(claimed ->
                        new InFlightLimit.Place(() -> takeOver(submit, claimed), () -> repository.release(claimed)))
                .orElseGet(() -> new InFlightLimit.Place(() -> awaitSettled(submit, job), null));
    }

    private CompletableFuture<Submitted> awaitSettled(Submit submit, Job job) {
        return tracker.await(job, Phase.ON_ITS_WAY, submit.spec().options().completionTimeout(), submit.routes(), false)
                .exceptionally(timeout -> {
                    throw new CompletionTimeoutException(
                            "Another exchange is still sending " + job.describe()
                                    + ". Submit it again under the same key: it attaches to that one.",
                            null);
                })
                .thenCompose(settled -> settled.isPresent() ? attach(submit, settled.get()) : submit(submit));
    }

    private CompletableFuture<Submitted> takeOver(Submit submit, Job claimed) {
        if (claimed.state() == JobState.RESERVED && !isDoubtful(claimed)) {
            return begin(submit, claimed);
        }
        Job next =
                switch (claimed.state()) {
                    case RESERVED -> claimed.change().state(JobState.UNKNOWN).done();
                    case SUBMITTING -> ownerEnded(claimed);
                    default -> claimed;
                };
        if (repository.release(next)) {
            steps.changed(claimed, next);
        }
        return submit(submit);
    }

    /** Whether an earlier POST of a job that was not yet accepted may have been. */
    private static boolean isDoubtful(Job job) {
        return job.error() != null;
    }

    /** What a job is whose owner ended between writing that it sends and writing what came of it. */
    static Job ownerEnded(Job submitting) {
        return submitting
                .change()
                .state(JobState.UNKNOWN)
                .error("its owner ended while it was being sent")
                .done();
    }

    private CompletableFuture<Submitted> resubmitOrFail(Submit submit, Job job) {
        boolean sameExchange = job.id().equals(submit.notedJobId());
        if (submit.resubmitUnknown() && !sameExchange) {
            return within(submit, () -> placeOfDoubt(submit, job));
        }
        throw doubt(job);
    }

    private InFlightLimit.Place placeOfDoubt(Submit submit, Job job) {
        Optional<Job> claimed = repository.claim(job.id(), owner, leases.lease());
        if (claimed.isPresent() && claimed.get().state() == JobState.UNKNOWN) {
            Job again = claimed.get().change().state(JobState.RESERVED).done();
            repository.update(again);
            return new InFlightLimit.Place(
                    () -> {
                        LOG.warn("PixelForge {} is sent again though its first POST is in doubt", job.describe());
                        return begin(submit, again);
                    },
                    () -> repository.release(claimed.get()));
        }
        claimed.ifPresent(repository::release);
        throw doubt(job);
    }

    private static SubmissionUnknownException doubt(Job job) {
        return new SubmissionUnknownException(
                "The first POST of " + job.describe()
                        + " is in doubt and it is not sent again. Look it up at the service;"
                        + " onUnknown=resubmit would send its key again. What happened then: " + job.error(),
                job.requestId(),
                null);
    }

    private CompletableFuture<Submitted> begin(Submit submit, Job held) {
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
            attempt.free(reserved, e);
        }
        return attempt.result;
    }

    private void keep(Job job) {
        if (!repository.update(job)) {
            throw new GatewayException(
                    "Another owner has taken over " + job.describe() + "; nothing was sent here.", null, true);
        }
    }

    static GatewayException stopped() {
        return new GatewayException(
                "The request was not sent because its route or the component is stopping; nothing was charged.",
                null,
                true);
    }

    /** Those that failed together do not come back together. */
    private Duration restBefore(int failed, Duration asked) {
        if (asked != null) {
            return asked.compareTo(MIN_RETRY) > 0 ? asked : MIN_RETRY;
        }
        long millis = Backoff.delay(FIRST_RETRY, 2, failed - 1, MAX_RETRY).toMillis();
        return Duration.ofMillis(millis + random.nextLong(millis / 2));
    }

    /** One submit on its way, with what it may have to try again because it certainly was not accepted. */
    private final class Attempt {
        private final Submit submit;
        private final CompletableFuture<Submitted> result = new CompletableFuture<>();
        private Job resting;
        private volatile Future<?> wakeUp;

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
                                    null,
                                    true);
                        }
                        steps.changed(job, submitting);
                        sending[0] = submitting;
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
            writes.write(job, () -> repository.release(job) || heal(job), outcome -> {
                leases.drop(job);
                if (outcome == Writes.Outcome.WRITTEN) {
                    steps.tell(sent, job);
                    tracker.changed(job);
                    result.complete(new Submitted(job, false));
                } else {
                    result.completeExceptionally(unwritten(job));
                }
            });
        }

        /**
         * Somebody may have had to believe that we are dead; the answer that we got in the end takes the doubt away.
         *
         * @throws JobRepositoryException if somebody has the job in hand just now, perhaps to write that very doubt
         */
        private boolean heal(Job job) {
            if (repository
                    .find(job.id())
                    .filter(stored -> isWritten(job, stored))
                    .isPresent()) {
                return true;
            }
            Optional<Job> claimed = repository.claim(job.id(), owner, leases.lease());
            if (claimed.isEmpty()
                    && repository
                            .find(job.id())
                            .filter(stored -> stored.state().isUnanswered())
                            .isPresent()) {
                throw new JobRepositoryException("Another owner is about to write " + job.describe(), null);
            }
            return claimed.isPresent() && heal(job, claimed.get());
        }

        /** A commit whose answer was lost looks like a refusal when it is tried again. */
        private static boolean isWritten(Job job, Job stored) {
            return job.requestId() == null
                    ? stored.state() == job.state()
                    : job.requestId().equals(stored.requestId());
        }

        private boolean heal(Job job, Job claimed) {
            if (!claimed.state().isUnanswered()) {
                repository.release(claimed);
                return false;
            }
            return repository.release(job.change().lease(claimed.lease()).done());
        }

        /** @param sent the job as it was sent; {@code null} if it was not */
        private void failed(Job job, int number, Job sent, Throwable failure) {
            if (failure instanceof PixelForgeException e && !(e instanceof SubmissionUnknownException)) {
                if (e.isRetryable() && sent != null && number < TRIES && !isStopping(submit)) {
                    rest(job, number, e);
                } else {
                    free(job, e);
                }
            } else if (sent != null) {
                inDoubt(sent, failure);
            } else {
                free(job, failure);
            }
        }

        private void rest(Job job, int number, PixelForgeException e) {
            Duration delay = restBefore(number, e.getRetryAfter());
            LOG.info("PixelForge {} was not accepted, next try in {}: {}", job.describe(), delay, e.getMessage());
            try {
                keep(job);
            } catch (RuntimeException lost) {
                free(job, lost);
                return;
            }
            resting = job;
            Submitter.this.resting.add(this);
            if (isStopping(submit)) {
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
            if (Submitter.this.resting.remove(this)) {
                send(resting, number);
            }
        }

        void giveUp(Exception e) {
            if (Submitter.this.resting.remove(this)) {
                if (wakeUp != null) {
                    wakeUp.cancel(false);
                }
                free(resting, e);
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
                tracker.changed(next);
            });
            result.completeExceptionally(unknown);
        }

        /** Nothing was accepted: the key is free again, unless an earlier POST of it is in doubt. */
        void free(Job job, Throwable failure) {
            Job unknown = job.change().state(JobState.UNKNOWN).done();
            writes.write(job, () -> isDoubtful(job) ? repository.release(unknown) : repository.remove(job), outcome -> {
                leases.drop(job);
                if (isDoubtful(job)) {
                    JobLog.changed(job, unknown);
                    tracker.changed(unknown);
                } else {
                    JobLog.freed(job, failure);
                    tracker.gone(job);
                }
            });
            result.completeExceptionally(failure);
        }
    }

    private static SubmissionUnknownException unwritten(Job job) {
        return new SubmissionUnknownException(
                "The service has accepted " + job.describe() + ", but the repository could not be told so: it may still"
                        + " say that nobody knows. Keep the request id; pixelforge:await gets its end.",
                job.requestId(),
                null);
    }
}
