package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.GatewayClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What only somebody who knows more can decide: whether the end of a parked job is offered again, and what became of a
 * POST that is in doubt. A bean for routes and operators, {@code #class:io.pixelforge.camel.jobs.JobDecisions}.
 *
 * <p>Like every writer it needs the lease of the job, so nothing is decided about a job that a node has in hand.
 */
public final class JobDecisions {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final String owner = UUID.randomUUID().toString();
    private final Clock clock;
    private final Consumer<Job> decided;
    private JobRepository jobRepository;

    /** Decisions about a repository that is set later. */
    public JobDecisions() {
        this(null);
    }

    /** Decisions about the jobs of this repository. */
    public JobDecisions(JobRepository jobRepository) {
        this(jobRepository, Clock.systemUTC(), job -> {});
    }

    /** @param decided told of each job after a decision that keeps it */
    JobDecisions(JobRepository jobRepository, Clock clock, Consumer<Job> decided) {
        this.jobRepository = jobRepository;
        this.clock = clock;
        this.decided = decided;
    }

    public JobRepository getJobRepository() {
        return jobRepository;
    }

    public void setJobRepository(JobRepository jobRepository) {
        this.jobRepository = jobRepository;
    }

    /**
     * The jobs that wait for a decision, the oldest first.
     *
     * @param  limit                 how many at most
     * @throws IllegalStateException if no repository is set, here and below
     */
    public List<Job> undecided(int limit) {
        return repository().findUndecided(limit);
    }

    /**
     * Offers the end of a parked job to the consumers of its group again, as often as that of a new one.
     *
     * @param  id                    our id of the job
     * @throws IllegalStateException if it is not parked, or a node has it in hand
     */
    public void emitAgain(String id) {
        decide(
                id,
                JobDecisions::requireParked,
                job -> write(
                        job,
                        job.change()
                                .delivery(Delivery.CONSUMER)
                                .deliveries(0)
                                .dueAt(clock.instant())
                                .done()));
    }

    /**
     * Gives the end of a parked job up: nobody is offered it any more, and its key answers until its retention is over.
     *
     * @param  id                    our id of the job
     * @throws IllegalStateException if it is not parked, or a node has it in hand
     */
    public void drop(String id) {
        decide(
                id,
                JobDecisions::requireParked,
                job -> write(job, job.change().delivery(Delivery.ACKNOWLEDGED).done()));
    }

    /**
     * The service has not accepted the job that is in doubt: it is removed, and its key may be sent again.
     *
     * @param  id                    our id of the job
     * @throws IllegalStateException if it is not in doubt, or a node has it in hand
     */
    public void declareNotAccepted(String id) {
        decide(id, JobDecisions::requireUnknown, job -> {
            require(jobRepository.remove(job), job);
            JobLog.declaredNotAccepted(job);
        });
    }

    /**
     * The service has accepted the job that is in doubt, under this id: it is asked about from now on, and its end is
     * emitted, or answers for its key.
     *
     * @param  id                       our id of the job
     * @param  requestId                the service's
     * @throws IllegalStateException    if it is not in doubt, or a node has it in hand
     * @throws IllegalArgumentException if it is none of the service's ids, another job has it, or the job is no relight
     *                                  job: generate gives no id
     */
    public void declareAccepted(String id, String requestId) {
        if (!GatewayClient.isRequestId(requestId)) {
            throw new IllegalArgumentException("This is no request id of the service: " + requestId);
        }
        decide(
                id,
                job -> {
                    requireUnknown(job);
                    requireFree(job, requestId);
                },
                job -> write(
                        job,
                        job.change()
                                .state(JobState.QUEUED)
                                .acceptedAfterDoubt(requestId, clock.instant())
                                .dueAt(clock.instant())
                                .done()));
    }

    private JobRepository repository() {
        if (jobRepository == null) {
            throw new IllegalStateException("JobDecisions needs the job repository: set its property jobRepository.");
        }
        return jobRepository;
    }

    private void decide(String id, Consumer<Job> check, Consumer<Job> decision) {
        Job job =
                repository().find(id).orElseThrow(() -> new IllegalStateException("There is no job with our id " + id));
        check.accept(job);
        Job claimed = jobRepository
                .claim(id, owner, LEASE)
                .orElseThrow(() -> new IllegalStateException(
                        "Somebody has " + job.describe() + " in hand just now; try it again later"));
        try {
            check.accept(claimed);
        } catch (RuntimeException e) {
            jobRepository.release(claimed.unasked());
            throw e;
        }
        decision.accept(claimed);
    }

    private static void requireParked(Job job) {
        if (job.delivery() != Delivery.PARKED) {
            throw new IllegalStateException(job.describe() + " is not PARKED but " + job.delivery());
        }
    }

    private static void requireUnknown(Job job) {
        if (job.state() != JobState.UNKNOWN) {
            throw new IllegalStateException(job.describe() + " is not UNKNOWN but " + job.state());
        }
    }

    private void requireFree(Job job, String requestId) {
        if (!job.spec().operation().equals("relight")) {
            throw new IllegalArgumentException(
                    job.describe() + " cannot be asked about: only a relight job has a request id");
        }
        jobRepository.findByRequestId(job.spec().scope(), requestId).ifPresent(other -> {
            throw new IllegalArgumentException("The request " + requestId + " belongs to another job, " + other.id());
        });
    }

    private void write(Job job, Job next) {
        require(jobRepository.release(next), next);
        JobLog.changed(job, next);
        decided.accept(next);
    }

    private static void require(boolean written, Job job) {
        if (!written) {
            throw new IllegalStateException("Somebody else has taken " + job.describe() + " over; nothing was decided");
        }
    }
}
