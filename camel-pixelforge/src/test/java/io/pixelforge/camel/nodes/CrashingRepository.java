package io.pixelforge.camel.nodes;

import io.pixelforge.camel.jobs.Delivery;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobCounts;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.Phase;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.camel.jobs.Work;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Passes a {@link CrashPoint} before and after each step, named such as {@code before release QUEUED}. */
final class CrashingRepository implements JobRepository {

    private final JobRepository repository;
    private final CrashPoint crashPoint;

    CrashingRepository(JobRepository repository, CrashPoint crashPoint) {
        this.repository = repository;
        this.crashPoint = crashPoint;
    }

    @Override
    public Job reserve(Job job, String owner, Duration lease) {
        return step("reserve", () -> repository.reserve(job, owner, lease));
    }

    @Override
    public Optional<Job> find(String id) {
        return step("find", () -> repository.find(id));
    }

    @Override
    public List<Job> findAll(Collection<String> ids) {
        return step("findAll", () -> repository.findAll(ids));
    }

    @Override
    public Set<String> findIn(Phase phase, Collection<String> ids) {
        return step("findIn", () -> repository.findIn(phase, ids));
    }

    @Override
    public Optional<Job> findByRequestId(Scope scope, String requestId) {
        return step("findByRequestId", () -> repository.findByRequestId(scope, requestId));
    }

    @Override
    public Optional<Job> findByCallback(String tokenHash) {
        return step("findByCallback", () -> repository.findByCallback(tokenHash));
    }

    @Override
    public void noteCallback(String id, String requestId, Duration pause) {
        step("noteCallback", () -> {
            repository.noteCallback(id, requestId, pause);
            return null;
        });
    }

    @Override
    public Optional<Job> findByKey(Scope scope, String operation, String key) {
        return step("findByKey", () -> repository.findByKey(scope, operation, key));
    }

    @Override
    public List<Job> claimDue(Work work, Collection<Scope> scopes, String owner, Duration lease, int limit) {
        crashPoint.at("before claimDue " + work);
        List<Job> jobs = repository.claimDue(work, scopes, owner, lease, limit);
        crashPoint.at("after claimDue " + work + (jobs.isEmpty() ? " of none" : ""));
        return jobs;
    }

    @Override
    public Optional<Job> claim(String id, String owner, Duration lease) {
        return step("claim", () -> repository.claim(id, owner, lease));
    }

    @Override
    public boolean update(Job job) {
        return step("update " + name(job), () -> repository.update(job));
    }

    @Override
    public boolean release(Job job) {
        return step("release " + name(job), () -> repository.release(job));
    }

    @Override
    public boolean remove(Job job) {
        return step("remove " + name(job), () -> repository.remove(job));
    }

    @Override
    public Set<String> renew(Collection<Job> jobs, Duration lease) {
        return step("renew", () -> repository.renew(jobs, lease));
    }

    @Override
    public int countOpen(String group) {
        return step("countOpen", () -> repository.countOpen(group));
    }

    @Override
    public JobCounts count(String group) {
        return step("count", () -> repository.count(group));
    }

    @Override
    public List<Job> findByState(String group, JobState state, int limit) {
        return step("findByState", () -> repository.findByState(group, state, limit));
    }

    @Override
    public List<Job> findUndecided(int limit) {
        return step("findUndecided", () -> repository.findUndecided(limit));
    }

    @Override
    public int removeExpired() {
        return step("removeExpired", repository::removeExpired);
    }

    private <T> T step(String name, Supplier<T> step) {
        crashPoint.at("before " + name);
        T result = step.get();
        crashPoint.at("after " + name);
        return result;
    }

    private static String name(Job job) {
        return job.delivery() == Delivery.ACKNOWLEDGED
                ? job.delivery().name()
                : job.state().name();
    }
}
