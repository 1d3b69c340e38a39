package io.pixelforge.camel.jobs;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes a doubt away that had to be: another owner believed that we were dead, and then the service's answer to our POST
 * came after all.
 */
final class Doubts {

    private final Node node;
    private final JobRepository repository;

    Doubts(Node node) {
        this.node = node;
        this.repository = node.repository();
    }

    /**
     * The POST was accepted.
     *
     * @param  job                    as it is now
     * @return                        whether it is written
     * @throws JobRepositoryException if somebody has the job in hand just now, perhaps to write that very doubt
     */
    boolean accepted(Job job) {
        if (repository.find(job.id()).filter(stored -> isWritten(job, stored)).isPresent()) {
            return true;
        }
        return claimIf(job, stored -> stored.state().isUnanswered())
                .filter(claimed ->
                        repository.release(job.change().lease(claimed.lease()).done()))
                .isPresent();
    }

    /**
     * The POST was refused.
     *
     * @param  sent                   the job as it was sent; {@code null} if it was not
     * @return                        whether it was in doubt and is removed
     * @throws JobRepositoryException if somebody has the job in hand just now, perhaps to write that very doubt
     */
    boolean refused(Job sent) {
        return sent != null
                && claimIf(sent, stored -> isInDoubt(stored, sent))
                        .filter(repository::remove)
                        .isPresent();
    }

    private Optional<Job> claimIf(Job job, Predicate<Job> wanted) {
        Optional<Job> claimed = node.claim(job.id());
        if (claimed.isEmpty()
                && repository
                        .find(job.id())
                        .filter(stored -> stored.state().isUnanswered())
                        .isPresent()) {
            throw new JobRepositoryException("Another owner is about to write " + job.describe(), null);
        }
        claimed.filter(wanted.negate()).ifPresent(node::giveBack);
        return claimed.filter(wanted);
    }

    /** A commit whose answer was lost looks like a refusal when it is tried again. */
    private static boolean isWritten(Job job, Job stored) {
        return job.requestId() == null
                ? stored.state() == job.state()
                : job.requestId().equals(stored.requestId());
    }

    /** For this POST and no other of the same key; a database keeps milliseconds. */
    private static boolean isInDoubt(Job stored, Job sent) {
        Instant at = stored.submittedAt();
        return stored.state() == JobState.UNKNOWN
                && at.toEpochMilli() == sent.submittedAt().toEpochMilli();
    }
}
