package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private final Map<Key, String> keys = new HashMap<>();
    private final Map<Request, String> requests = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<Work, Map<Scope, TreeSet<Due>>> queues = new EnumMap<>(Work.class);
    private final Map<String, Integer> pending = new HashMap<>();
    private final Map<String, Set<String>> onTheirWay = new HashMap<>();

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
            Job holder = job.spec().key() == null ? null : jobs.get(keys.get(Key.of(job)));
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
                        null,
                        true);
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
            return Optional.ofNullable(requests.get(new Request(scope, requestId)))
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
            return Optional.ofNullable(keys.get(new Key(scope, operation, key))).map(jobs::get);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Job> claimDue(Work work, Collection<Scope> scopes, String owner, Duration lease, int limit) {
        lock.lock();
        try {
            Instant now = clock.instant();
            List<Due> due = new ArrayList<>();
            for (Scope scope : scopes) {
                addDue(queues.getOrDefault(work, Map.of()).get(scope), now, limit, due);
            }
            if (scopes.size() > 1) {
                Collections.sort(due);
            }
            List<Job> claimed = new ArrayList<>();
            for (Due next : due.subList(0, Math.min(limit, due.size()))) {
                claimed.add(lease(jobs.get(next.id), owner, now.plus(lease)));
            }
            return claimed;
        } finally {
            lock.unlock();
        }
    }

    /** The first of a queue that are due, {@code limit} at most. */
    private static void addDue(TreeSet<Due> queue, Instant now, int limit, List<Due> into) {
        if (queue != null) {
            int left = limit;
            for (Due next : queue) {
                if (left-- <= 0 || next.at.isAfter(now)) {
                    return;
                }
                into.add(next);
            }
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
            long alive = onTheirWay.getOrDefault(group, Set.of()).stream()
                    .filter(id -> Phase.ON_ITS_WAY.holds(jobs.get(id), now))
                    .count();
            return pending.getOrDefault(group, 0) + (int) alive;
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
        if (before == null) {
            index(job);
        } else {
            unqueue(before);
            if (before.state() != job.state()
                    || !Objects.equals(before.requestId(), job.requestId())
                    || !Objects.equals(
                            before.callbacks().tokenHash(), job.callbacks().tokenHash())) {
                unindex(before);
                index(job);
            }
        }
        queue(job);
        return job;
    }

    private void forget(Job job) {
        jobs.remove(job.id());
        unqueue(job);
        unindex(job);
    }

    private void index(Job job) {
        String group = job.spec().scope().group();
        if (job.state().isPending()) {
            pending.merge(group, 1, Integer::sum);
        } else if (job.state().isOnItsWay()) {
            onTheirWay.computeIfAbsent(group, g -> new HashSet<>()).add(job.id());
        }
        if (job.holdsKey()) {
            keys.put(Key.of(job), job.id());
        }
        if (job.requestId() != null) {
            requests.put(new Request(job.spec().scope(), job.requestId()), job.id());
        }
        if (job.callbacks().tokenHash() != null) {
            tokens.put(job.callbacks().tokenHash(), job.id());
        }
    }

    private void unindex(Job job) {
        String group = job.spec().scope().group();
        if (job.state().isPending()) {
            pending.computeIfPresent(group, (g, count) -> count == 1 ? null : count - 1);
        } else if (job.state().isOnItsWay()) {
            onTheirWay.computeIfPresent(group, (g, ids) -> ids.remove(job.id()) && ids.isEmpty() ? null : ids);
        }
        if (job.holdsKey()) {
            keys.remove(Key.of(job), job.id());
        }
        if (job.requestId() != null) {
            requests.remove(new Request(job.spec().scope(), job.requestId()), job.id());
        }
        if (job.callbacks().tokenHash() != null) {
            tokens.remove(job.callbacks().tokenHash(), job.id());
        }
    }

    private void queue(Job job) {
        Work work = job.work();
        if (work != null) {
            queues.computeIfAbsent(work, w -> new HashMap<>())
                    .computeIfAbsent(job.spec().scope(), s -> new TreeSet<>())
                    .add(Due.of(job));
        }
    }

    private void unqueue(Job job) {
        Work work = job.work();
        if (work != null) {
            Map<Scope, TreeSet<Due>> scopes = queues.get(work);
            TreeSet<Due> queue = scopes.get(job.spec().scope());
            queue.remove(Due.of(job));
            if (queue.isEmpty()) {
                scopes.remove(job.spec().scope());
            }
        }
    }

    private record Key(Scope scope, String operation, String key) {
        static Key of(Job job) {
            return new Key(
                    job.spec().scope(), job.spec().operation(), job.spec().key());
        }
    }

    private record Request(Scope scope, String requestId) {}

    /** When a job can next be claimed: once it is due, and no sooner than its lease has run out. */
    private record Due(Instant at, String id) implements Comparable<Due> {
        static Due of(Job job) {
            Instant until = job.lease().until();
            Instant next = job.nextAt();
            return new Due(until != null && until.isAfter(next) ? until : next, job.id());
        }

        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? id.compareTo(other.id) : byTime;
        }
    }
}
