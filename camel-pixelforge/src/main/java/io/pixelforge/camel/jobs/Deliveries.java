package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the ends of jobs to consumers and waiters, and takes back what they made of them. */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration MAX_REDELIVERY_DELAY = Duration.ofMinutes(5);

    private final Node node;
    private final JobRepository repository;
    private final LeaseKeeper leases;
    private final Writes writes;
    private final JobSteps steps;
    private final Clock clock;
    private final String owner;
    private final PausedGroups paused;

    Deliveries(Node node, Writes writes, PausedGroups paused) {
        this.node = node;
        this.repository = node.repository();
        this.leases = node.leases();
        this.steps = node.steps();
        this.clock = node.clock();
        this.owner = node.owner();
        this.writes = writes;
        this.paused = paused;
    }

    /**
     * Takes ended jobs of a scope, none if its group is paused, to be given back by one of the methods below; their
     * leases are renewed until then.
     *
     * @param limit how many at most
     */
    public List<Job> take(Scope scope, int limit) {
        if (paused.contains(scope)) {
            return List.of();
        }
        List<Job> jobs = repository.claimDue(Work.DELIVER, List.of(scope), owner, leases.lease(), limit);
        jobs.forEach(leases::hold);
        jobs.forEach(JobLog::delivered);
        return jobs;
    }

    /** The exchange with the job's end has succeeded. */
    public void acknowledge(Job job) {
        Job done = job.change().delivery(Delivery.ACKNOWLEDGED).done();
        writes.write(done, () -> job.holdsKey() ? repository.release(done) : repository.remove(done), outcome -> {
            leases.drop(job);
            if (outcome == Writes.Outcome.WRITTEN) {
                steps.changed(job, done);
            } else if (outcome == Writes.Outcome.REFUSED) {
                LOG.warn("PixelForge {} was delivered, but its lease was lost: it is delivered again", job.describe());
            }
        });
    }

    /**
     * The exchange with the job's end has failed.
     *
     * @param maximumRedeliveries how often it may be offered again; negative for without end
     * @param redeliveryDelay     until it is offered again, doubled each time up to 5 minutes, or
     *                            always the same if it is longer than that
     */
    public void failed(Job job, int maximumRedeliveries, Duration redeliveryDelay) {
        Job.Change change = job.change().deliveries(job.deliveries() + 1);
        if (maximumRedeliveries >= 0 && job.deliveries() >= maximumRedeliveries) {
            change.delivery(Delivery.PARKED);
        } else {
            Duration max = redeliveryDelay.compareTo(MAX_REDELIVERY_DELAY) > 0 ? redeliveryDelay : MAX_REDELIVERY_DELAY;
            change.dueAt(clock.instant().plus(Backoff.delay(redeliveryDelay, 2, job.deliveries(), max)));
        }
        release(job, change.done());
    }

    /** The job was taken but never put into an exchange. */
    public void putBack(Job job) {
        release(job, job);
    }

    private void release(Job before, Job after) {
        writes.write(after, () -> repository.release(after), outcome -> {
            leases.drop(after);
            if (outcome == Writes.Outcome.WRITTEN) {
                steps.changed(before, after);
            }
        });
    }

    /**
     * An exchange that had waited for the job's end has ended. Does nothing if the end belongs to a consumer.
     *
     * @param succeeded whether the exchange has; a job without a picture, or that nothing leads back to, is done with
     *                  either way
     */
    public void waiterEnded(Job awaited, boolean succeeded) {
        writes.write(awaited, () -> takenByWaiter(awaited.id(), succeeded), outcome -> {});
    }

    private boolean takenByWaiter(String jobId, boolean succeeded) {
        Optional<Job> claimed = node.claim(jobId);
        claimed.ifPresent(job -> {
            boolean done = isAwaitedEnd(job) && (succeeded || job.state() != JobState.COMPLETED || !canBeAskedFor(job));
            if (done) {
                acknowledge(job);
            } else {
                release(job, job.unasked());
            }
        });
        if (claimed.isEmpty()
                && repository.find(jobId).filter(Deliveries::isAwaitedEnd).isPresent()) {
            throw new JobRepositoryException("Somebody else has the job " + jobId + " in hand just now", null);
        }
        return claimed.isPresent();
    }

    private static boolean isAwaitedEnd(Job job) {
        return job.state().isEnded() && job.delivery() == Delivery.WAITER;
    }

    private static boolean canBeAskedFor(Job job) {
        return job.spec().key() != null || job.requestId() != null;
    }

    /**
     * Nobody waits for the job any more: its end goes to a consumer of its group.
     *
     * @return false if somebody else holds the job just now, so that it has to be tried again
     */
    boolean handOver(String jobId) {
        try {
            return node.claim(jobId)
                    .map(this::handOver)
                    .orElseGet(() -> repository.find(jobId).isEmpty());
        } catch (UnreadableJobException e) {
            LOG.warn("PixelForge job {} goes to no consumer: {}", jobId, e.getMessage());
            return true;
        }
    }

    private boolean handOver(Job job) {
        Job next = job.delivery() == Delivery.WAITER
                ? job.unasked().change().delivery(Delivery.CONSUMER).done()
                : job.unasked();
        boolean written = repository.release(next);
        if (written) {
            steps.changed(job, next);
        }
        return written;
    }

    /**
     * Nobody waits any more for a job that was only watched.
     *
     * @return false if somebody holds the job just now, so that it has to be tried again
     */
    boolean forget(String jobId) {
        return node.claim(jobId)
                .map(repository::remove)
                .orElseGet(() -> repository.find(jobId).isEmpty());
    }
}
