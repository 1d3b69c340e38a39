package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a request is to its key, and to an exchange that is redelivered: sent, attached to the job that there
 * is, or refused. So each is sent once.
 */
final class Submitter {

    private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);

    private final Node node;
    private final JobRepository repository;
    private final LeaseKeeper leases;
    private final JobSteps steps;
    private final Awaiting awaiting;
    private final InFlightLimit limit;
    private final Attempts attempts;
    private final Clock clock;
    private final String owner;

    Submitter(Node node, Awaiting awaiting, InFlightLimit limit, Attempts attempts) {
        this.node = node;
        this.repository = node.repository();
        this.leases = node.leases();
        this.steps = node.steps();
        this.clock = node.clock();
        this.owner = node.owner();
        this.awaiting = awaiting;
        this.limit = limit;
        this.attempts = attempts;
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
                : limit.enter(submit, () -> awaiting.isStopping(submit.routes()), take);
    }

    private InFlightLimit.Place place(Submit submit, Job holder) {
        return isOurs(holder, submit)
                ? new InFlightLimit.Place(() -> attempts.begin(submit, holder), () -> repository.remove(holder))
                : new InFlightLimit.Place(() -> attach(submit, holder), null);
    }

    /** A process that stood still may have lost its reservation to another owner before it reads it again. */
    private boolean isOurs(Job holder, Submit submit) {
        return holder.id().equals(submit.spec().id())
                && holder.lease().number() == 1
                && owner.equals(holder.lease().owner());
    }

    /** Lets those in who waited for other jobs to end. */
    void letIn() {
        limit.letIn();
    }

    /** Ends what waits for a place or rests before another try, since nothing will be sent any more. */
    void stop() {
        limit.stop(null, Attempts.stopped());
        attempts.stop();
    }

    /** The same for what is in a route. */
    void stop(String routeId) {
        limit.stop(routeId, Attempts.stopped());
        attempts.stop(routeId);
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
        boolean toBeSent = job.state() == JobState.RESERVED && !job.isDoubtful();
        return toBeSent
                ? within(submit, () -> placeOfDeadOwner(submit, job))
                : placeOfDeadOwner(submit, job).then().get();
    }

    private InFlightLimit.Place placeOfDeadOwner(Submit submit, Job job) {
        return node.claim(job.id())
                .map(claimed -> new InFlightLimit.Place(() -> takeOver(submit, claimed), () -> node.giveBack(claimed)))
                .orElseGet(() -> new InFlightLimit.Place(() -> awaitSettled(submit, job), null));
    }

    private CompletableFuture<Submitted> awaitSettled(Submit submit, Job job) {
        return awaiting.await(
                        job, Phase.ON_ITS_WAY, submit.spec().options().completionTimeout(), submit.routes(), false)
                .exceptionally(timeOut -> {
                    throw new CompletionTimeoutException(
                            "Another exchange is still sending " + job.describe()
                                    + ". Submit it again under the same key: it attaches to that one.",
                            null);
                })
                .thenCompose(settled -> settled.isPresent() ? attach(submit, settled.get()) : submit(submit));
    }

    private CompletableFuture<Submitted> takeOver(Submit submit, Job claimed) {
        if (claimed.state() == JobState.RESERVED && !claimed.isDoubtful()) {
            return attempts.begin(submit, claimed);
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
        Optional<Job> claimed = node.claim(job.id());
        if (claimed.isPresent() && claimed.get().state() == JobState.UNKNOWN) {
            Job again = claimed.get().change().state(JobState.RESERVED).done();
            repository.update(again);
            return new InFlightLimit.Place(
                    () -> {
                        LOG.warn("PixelForge {} is sent again though its first POST is in doubt", job.describe());
                        return attempts.begin(submit, again);
                    },
                    () -> node.giveBack(claimed.get()));
        }
        claimed.ifPresent(node::giveBack);
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
}
