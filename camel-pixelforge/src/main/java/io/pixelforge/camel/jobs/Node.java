package io.pixelforge.camel.jobs;

import java.time.Clock;
import java.util.Optional;

/**
 * What all parts of a tracker work with.
 *
 * @param repository where the jobs are
 * @param leases     keeps those that are in hand here
 * @param steps      told of what jobs become
 * @param clock      the time
 * @param owner      who holds the leases that are taken here
 */
record Node(JobRepository repository, LeaseKeeper leases, JobSteps steps, Clock clock, String owner) {

    /** Leases a job, due or not; empty if it is gone or somebody holds it. */
    Optional<Job> claim(String id) {
        return repository.claim(id, owner, leases.lease());
    }

    /** Gives a job back with which nothing was done. */
    void giveBack(Job claimed) {
        repository.release(claimed.unasked());
    }
}
