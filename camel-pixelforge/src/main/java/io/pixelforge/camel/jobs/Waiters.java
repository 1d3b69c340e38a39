package io.pixelforge.camel.jobs;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Those who wait here for a job to change, none of them with a thread. */
final class Waiters {

    /**
     * @param job       what is waited for, as it was at the beginning
     * @param phase     what is waited for the job to come out of
     * @param deadline  when waiting ends anyway
     * @param routes    whose stop ends the waiting
     * @param submitter whether the end belongs to who waits; others only look on
     * @param result    the job after the change; empty if the job is gone
     */
    record Waiter(
            Job job,
            Phase phase,
            Instant deadline,
            Collection<String> routes,
            boolean submitter,
            CompletableFuture<Optional<Job>> result) {}

    private final Map<String, List<Waiter>> waiters = new ConcurrentHashMap<>();
    private final Executor executor;
    private final Clock clock;

    /**
     * @param executor where those who waited go on
     * @param clock    what leases are compared with
     */
    Waiters(Executor executor, Clock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    Waiter add(Job job, Phase phase, Instant deadline, Collection<String> routes, boolean submitter) {
        Waiter waiter = new Waiter(job, phase, deadline, routes, submitter, new CompletableFuture<>());
        waiters.merge(job.id(), List.of(waiter), Waiters::concat);
        return waiter;
    }

    /** A job has changed, or was read again. */
    void changed(Job job) {
        for (Waiter waiter : waiters.getOrDefault(job.id(), List.of())) {
            if (!waiter.phase.holds(job, clock.instant())) {
                end(waiter, () -> waiter.result.complete(Optional.of(job)));
            }
        }
    }

    /** A job was removed. */
    void gone(String jobId) {
        for (Waiter waiter : waiters.getOrDefault(jobId, List.of())) {
            end(waiter, () -> waiter.result.complete(Optional.empty()));
        }
    }

    /** Ends a wait with an exception; does nothing if it has ended before. */
    void fail(Waiter waiter, Exception e) {
        end(waiter, () -> waiter.result.completeExceptionally(e));
    }

    /** All that are past their deadline. */
    List<Waiter> expired(Instant now) {
        return all().stream().filter(waiter -> !waiter.deadline.isAfter(now)).toList();
    }

    /** All in one route. */
    List<Waiter> in(String routeId) {
        return all().stream().filter(waiter -> waiter.routes.contains(routeId)).toList();
    }

    List<Waiter> all() {
        return waiters.values().stream().flatMap(Collection::stream).toList();
    }

    /** Our ids of the jobs that somebody waits for to come out of a phase. */
    Set<String> jobIds(Phase phase) {
        return all().stream()
                .filter(waiter -> waiter.phase == phase)
                .map(waiter -> waiter.job.id())
                .collect(Collectors.toCollection(HashSet::new));
    }

    boolean isWaitedFor(String jobId) {
        return waiters.containsKey(jobId);
    }

    /** Whether somebody waits for the job whom its end belongs to. */
    boolean isWaitedForBySubmitter(String jobId) {
        return waiters.getOrDefault(jobId, List.of()).stream().anyMatch(Waiter::submitter);
    }

    private void end(Waiter waiter, Runnable completion) {
        boolean[] removed = new boolean[1];
        waiters.computeIfPresent(waiter.job.id(), (id, list) -> {
            List<Waiter> rest = new ArrayList<>(list);
            removed[0] = rest.remove(waiter);
            return rest.isEmpty() ? null : rest;
        });
        if (removed[0]) {
            executor.execute(completion);
        }
    }

    private static List<Waiter> concat(List<Waiter> some, List<Waiter> more) {
        List<Waiter> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
