package io.pixelforge.camel.jobs;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where jobs live, from before they are sent until their end was taken. Several nodes may share one repository, so
 * every write is conditional on a {@link Lease}, and all times are compared with the repository's own clock.
 *
 * <p>All methods may block, are safe for use by many threads, and throw a {@link RuntimeException} when the
 * repository cannot be reached; nothing was written then as far as the caller may rely on.
 */
public interface JobRepository {

    /**
     * Called once before it is used, and asks nobody: what is missing is known at start, not with the first job.
     *
     * @throws IllegalArgumentException if it has not been given what it needs
     */
    default void requireComplete() {}

    /**
     * Adds a job and leases it to the owner, unless another job of its scope and operation holds its key. One that is
     * {@link Job#isExpired expired} holds it no more, and is forgotten.
     *
     * @return the job that holds the key now: the given one, leased to the owner, or the other one as it is
     * @throws io.pixelforge.camel.gateway.GatewayException if there is no room for it
     */
    Job reserve(Job job, String owner, Duration lease);

    /** The job with this id of ours. */
    Optional<Job> find(String id);

    /** Those of the jobs with these ids of ours that exist. */
    List<Job> findAll(Collection<String> ids);

    /**
     * Those of these ids of ours whose jobs are in a phase. Asked every second about all jobs that somebody waits for,
     * so it has to read as little as it can.
     */
    Set<String> findIn(Phase phase, Collection<String> ids);

    /** The job with this id of the service's. */
    Optional<Job> findByRequestId(Scope scope, String requestId);

    /** The job about which the service calls back under the token with this SHA-256. */
    Optional<Job> findByCallback(String tokenHash);

    /** The job that holds this key of this operation. */
    Optional<Job> findByKey(Scope scope, String operation, String key);

    /**
     * Leases jobs of these scopes that are due for some work and that nobody holds, the longest due first.
     *
     * @param limit how many at most
     */
    List<Job> claimDue(Work work, Collection<Scope> scopes, String owner, Duration lease, int limit);

    /** Leases this job, due or not; empty if it is gone or somebody holds it. */
    Optional<Job> claim(String id, String owner, Duration lease);

    /** Writes a job and keeps its lease; false, with nothing written, if the lease was lost. */
    boolean update(Job job);

    /** Writes a job and gives its lease back; false, with nothing written, if the lease was lost. */
    boolean release(Job job);

    /** Removes a job; false, with nothing removed, if the lease was lost. */
    boolean remove(Job job);

    /**
     * Notes a callback about a job, whoever holds it: it is due at once, or {@code pause} after the last one that was
     * noted. Nothing is written if nothing follows from it, since the job has ended, or one was noted already.
     *
     * @param id        ours
     * @param requestId the service's id that the callback names; {@code null} if it names none
     */
    void noteCallback(String id, String requestId, Duration pause);

    /**
     * Prolongs leases from now on.
     *
     * @return our ids of those jobs whose lease was not lost
     */
    Set<String> renew(Collection<Job> jobs, Duration lease);

    /**
     * How many jobs of a group are open, over all its gateways: pending at the service, or reserved or being sent by an
     * owner whose lease has not run out. Counts all that was written before it was called, by whichever node.
     */
    int countOpen(String group);

    /**
     * How many jobs of a group there are in which state and delivery, over all its gateways. What it costs grows with
     * the jobs that are counted, and not with those whose end was taken.
     */
    JobCounts count(String group);

    /**
     * Jobs of a group that are in a state, the oldest first.
     *
     * @param limit how many at most
     */
    List<Job> findByState(String group, JobState state, int limit);

    /**
     * Jobs that stay as they are until somebody decides, the oldest first: {@link JobState#UNKNOWN} ones and
     * {@link Delivery#PARKED} ones.
     *
     * @param limit how many at most
     */
    List<Job> findUndecided(int limit);

    /**
     * Forgets jobs that are {@link Job#isExpired expired}, perhaps some of them only, so that it does not take long.
     *
     * @return how many
     */
    int removeExpired();
}
