package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Jobs in the memory of this process, as long as it lives. Bounded: when it is full new jobs are refused, and no old
 * one is ever dropped.
 */
public final class MemoryJobRepository implements JobRepository {

    /** How many jobs it holds unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private final Clock clock;
    private final int capacity;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<Scope, ScopeIndex> scopes = new HashMap<>();

    /** A repository of the default capacity on the system's clock. */
    public MemoryJobRepository() {
        this(Clock.systemUTC(), DEFAULT_CAPACITY);
    }

    /**
     * @param clock    what due times and leases are compared with
     * @param capacity how many jobs it holds
     */
    public MemoryJobRepository(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public Job reserve(Job job, String owner, Duration lease) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Job holder = holder(
                    job.spec().scope(), job.spec().operation(), job.spec().key());
            if (holder != null) {
                if (!holder.isExpired(now)) {
                    return holder;
                }
                forget(holder);
            }
            if (jobs.size() >= capacity) {
                throw new GatewayException(
                        "The job repository in memory is full: it holds " + capacity + " jobs whose end was not taken"
                                + " or whose key still answers. Nothing was sent. Let a consumer of the group run, get"
                                + " the ends of jobs whose exchange had awaited them and failed later with"
                                + " pixelforge:await, shorten retention, or use a JobRepository on a database.",
                        null);
            }
            return put(job.change()
                    .lease(job.lease().claimed(owner, now.plus(lease)))
                    .done());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Job> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(jobs.get(id));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Job> findAll(Collection<String> ids) {
        lock.lock();
        try {
            return ids.stream().map(jobs::get).filter(Objects::nonNull).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<String> findIn(Phase phase, Collection<String> ids) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Set<String> found = new HashSet<>();
            for (String id : ids) {
                Job job = jobs.get(id);
                if (job != null && phase.holds(job, now)) {
                    found.add(id);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Job> findByRequestId(Scope scope, String requestId) {
        lock.lock();
        try {
            return Optional.ofNullable(scopes.get(scope))
                    .map(index -> index.findByRequestId(requestId))
                    .map(jobs::get);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Job> findByCallback(String tokenHash) {
        lock.lock();
        try {
            return Optional.ofNullable(tokens.get(tokenHash)).map(jobs::get);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Job> findByKey(Scope scope, String operation, String key) {
        lock.lock();
        try {
            return Optional.ofNullable(holder(scope, operation, key));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Job> claimDue(Work work, Collection<Scope> wanted, String owner, Duration lease, int limit) {
        lock.lock();
        try {
            Instant now = clock.instant();
            List<ScopeIndex.Due> due = new ArrayList<>();
            for (Scope scope : wanted) {
                ScopeIndex index = scopes.get(scope);
                if (index != null) {
                    index.addDue(work, now, limit, due);
                }
            }
            if (wanted.size() > 1) {
                Collections.sort(due);
            }
            List<Job> claimed = new ArrayList<>();
            for (ScopeIndex.Due next : due.subList(0, Math.min(limit, due.size()))) {
                claimed.add(lease(jobs.get(next.id()), owner, now.plus(lease)));
            }
            return claimed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Job> claim(String id, String owner, Duration lease) {
        lock.lock();
        try {
            Instant now = clock.instant();
            return Optional.ofNullable(jobs.get(id))
                    .filter(job -> job.lease().isFree(now))
                    .map(job -> lease(job, owner, now.plus(lease)));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean update(Job job) {
        return write(job, UnaryOperator.identity());
    }

    @Override
    public boolean release(Job job) {
        return write(job, Lease::released);
    }

    @Override
    public boolean remove(Job job) {
        lock.lock();
        try {
            if (!isHeld(job)) {
                return false;
            }
            forget(jobs.get(job.id()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void noteCallback(String id, String requestId, Duration pause) {
        lock.lock();
        try {
            Optional.ofNullable(jobs.get(id))
                    .flatMap(job -> job.calledBack(requestId, clock.instant(), pause))
                    .ifPresent(this::put);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<String> renew(Collection<Job> held, Duration lease) {
        lock.lock();
        try {
            Instant until = clock.instant().plus(lease);
            Set<String> renewed = new HashSet<>();
            for (Job job : held) {
                if (isHeld(job)) {
                    Job stored = jobs.get(job.id());
                    put(stored.change().lease(stored.lease().renewed(until)).done());
                    renewed.add(job.id());
                }
            }
            return renewed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int countOpen(String group) {
        lock.lock();
        try {
            Instant now = clock.instant();
            int open = 0;
            for (Map.Entry<Scope, ScopeIndex> scope : scopes.entrySet()) {
                if (scope.getKey().group().equals(group)) {
                    open += scope.getValue().pending();
                    for (String id : scope.getValue().onTheirWay()) {
                        open += Phase.ON_ITS_WAY.holds(jobs.get(id), now) ? 1 : 0;
                    }
                }
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public JobCounts count(String group) {
        lock.lock();
        try {
            Map<List<Enum<?>>, JobCounts.Entry> entries = new HashMap<>();
            for (Job job : jobs.values()) {
                if (job.spec().scope().group().equals(group)
                        && JobCounts.Entry.isCounted(job.state(), job.delivery())) {
                    entries.merge(
                            List.of(job.state(), job.delivery()),
                            new JobCounts.Entry(
                                    job.state(), job.delivery(), 1, job.spec().createdAt()),
                            MemoryJobRepository::add);
                }
            }
            return new JobCounts(List.copyOf(entries.values()));
        } finally {
            lock.unlock();
        }
    }

    private static JobCounts.Entry add(JobCounts.Entry some, JobCounts.Entry more) {
        return new JobCounts.Entry(
                some.state(),
                some.delivery(),
                some.jobs() + more.jobs(),
                some.oldest().isBefore(more.oldest()) ? some.oldest() : more.oldest());
    }

    @Override
    public List<Job> findByState(String group, JobState state, int limit) {
        return oldest(job -> job.state() == state && job.spec().scope().group().equals(group), limit);
    }

    @Override
    public List<Job> findUndecided(int limit) {
        return oldest(Job::isUndecided, limit);
    }

    private List<Job> oldest(Predicate<Job> which, int limit) {
        lock.lock();
        try {
            return jobs.values().stream()
                    .filter(which)
                    .sorted(Comparator.comparing(job -> job.spec().createdAt()))
                    .limit(limit)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int removeExpired() {
        lock.lock();
        try {
            Instant now = clock.instant();
            List<Job> expired =
                    jobs.values().stream().filter(job -> job.isExpired(now)).toList();
            expired.forEach(this::forget);
            return expired.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean write(Job job, UnaryOperator<Lease> lease) {
        lock.lock();
        try {
            if (!isHeld(job)) {
                return false;
            }
            Job stored = jobs.get(job.id());
            put(job.change()
                    .lease(lease.apply(stored.lease()))
                    .callbacks(job.callbacks().writtenOver(stored.callbacks()))
                    .done());
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeld(Job job) {
        Job stored = jobs.get(job.id());
        return stored != null && stored.lease().isSameClaim(job.lease());
    }

    private Job lease(Job job, String owner, Instant until) {
        return put(job.change().lease(job.lease().claimed(owner, until)).done());
    }

    private Job put(Job job) {
        Job before = jobs.put(job.id(), job);
        ScopeIndex index = scopes.computeIfAbsent(job.spec().scope(), scope -> new ScopeIndex());
        if (before == null) {
            index.add(job);
        } else {
            index.replace(before, job);
        }
        String token = job.callbacks().tokenHash();
        String tokenBefore = before == null ? null : before.callbacks().tokenHash();
        if (!Objects.equals(token, tokenBefore)) {
            tokens.remove(tokenBefore);
            if (token != null) {
                tokens.put(token, job.id());
            }
        }
        return job;
    }

    private void forget(Job job) {
        jobs.remove(job.id());
        tokens.remove(job.callbacks().tokenHash());
        ScopeIndex index = scopes.get(job.spec().scope());
        index.remove(job);
        if (index.isEmpty()) {
            scopes.remove(job.spec().scope());
        }
    }

    private Job holder(Scope scope, String operation, String key) {
        ScopeIndex index = key == null ? null : scopes.get(scope);
        return index == null ? null : jobs.get(index.findByKey(operation, key));
    }
}
