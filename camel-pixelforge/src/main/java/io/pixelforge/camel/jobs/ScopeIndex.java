package io.pixelforge.camel.jobs;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** By what the jobs of one scope are found in memory. Not for several threads. */
final class ScopeIndex {

    private final Map<Work, TreeSet<Due>> queues = new EnumMap<>(Work.class);
    private final Map<Key, String> keys = new HashMap<>();
    private final Map<String, String> requests = new HashMap<>();
    private final Set<String> onTheirWay = new HashSet<>();
    private int pending;
    private int size;

    ScopeIndex() {
        for (Work work : Work.values()) {
            queues.put(work, new TreeSet<>());
        }
    }

    /** The id of the job that a submit got this request id for, or {@code null}. */
    String findByRequestId(String requestId) {
        return requests.get(requestId);
    }

    /** The id of the job that holds a key, or {@code null}. */
    String findByKey(String operation, String key) {
        return keys.get(new Key(operation, key));
    }

    /** The first jobs that can be claimed for a work now, {@code limit} at most. */
    void addDue(Work work, Instant now, int limit, List<Due> into) {
        int left = limit;
        for (Due next : queues.get(work)) {
            if (left-- <= 0 || next.at.isAfter(now)) {
                return;
            }
            into.add(next);
        }
    }

    /** How many jobs the service has and has not ended. */
    int pending() {
        return pending;
    }

    /** The ids of the jobs that are about to be sent, or are being sent, some perhaps by an owner who has died. */
    Set<String> onTheirWay() {
        return onTheirWay;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Job job) {
        size++;
        queue(job);
        index(job);
    }

    void replace(Job before, Job after) {
        unqueue(before);
        queue(after);
        if (before.state() != after.state() || !Objects.equals(before.requestId(), after.requestId())) {
            unindex(before);
            index(after);
        }
    }

    void remove(Job job) {
        size--;
        unqueue(job);
        unindex(job);
    }

    private void queue(Job job) {
        Work work = job.work();
        if (work != null) {
            queues.get(work).add(Due.of(job));
        }
    }

    private void unqueue(Job job) {
        Work work = job.work();
        if (work != null) {
            queues.get(work).remove(Due.of(job));
        }
    }

    private void index(Job job) {
        if (job.state().isPending()) {
            pending++;
        } else if (job.state().isOnItsWay()) {
            onTheirWay.add(job.id());
        }
        if (job.holdsKey()) {
            keys.put(Key.of(job), job.id());
        }
        if (job.requestId() != null) {
            requests.put(job.requestId(), job.id());
        }
    }

    private void unindex(Job job) {
        if (job.state().isPending()) {
            pending--;
        } else if (job.state().isOnItsWay()) {
            onTheirWay.remove(job.id());
        }
        if (job.holdsKey()) {
            keys.remove(Key.of(job), job.id());
        }
        if (job.requestId() != null) {
            requests.remove(job.requestId(), job.id());
        }
    }

    private record Key(String operation, String key) {
        static Key of(Job job) {
            return new Key(job.spec().operation(), job.spec().key());
        }
    }

    /** When a job can next be claimed: once it is due, and no sooner than its lease has run out. */
    record Due(Instant at, String id) implements Comparable<Due> {
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
