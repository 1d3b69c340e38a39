package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.GatewayException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the jobs of a group that have not ended below a number. Whoever comes when there are as many waits here, first
 * come, first served, without a thread and with nothing reserved, or is refused.
 */
final class InFlightLimit {

    private record Waiting(
            Submit submit,
            Supplier<Job> reserve,
            Function<Job, CompletableFuture<Submitted>> then,
            CompletableFuture<Submitted> result) {}

    private final JobRepository repository;
    private final Executor executor;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();

    /** @param executor where those who waited go on */
    InFlightLimit(JobRepository repository, Executor executor) {
        this.repository = repository;
        this.executor = executor;
    }

    /**
     * Reserves a job when there is room for it.
     *
     * @param stopping whether nobody may begin to wait any more
     * @param reserve  makes the reservation, which counts from then on
     * @param then     what follows
     */
    CompletableFuture<Submitted> enter(
            Submit submit,
            BooleanSupplier stopping,
            Supplier<Job> reserve,
            Function<Job, CompletableFuture<Submitted>> then) {
        Job reserved;
        lock.lock();
        try {
            String group = submit.spec().scope().group();
            if (waiting.containsKey(group) || !hasRoom(submit)) {
                if (submit.rejectWhenFull()) {
                    throw new GatewayException(
                            "The group " + group + " has " + submit.maxInFlight()
                                    + " jobs or more that have not ended, as many as maxInFlight allows. Nothing was"
                                    + " sent. Submit it again later, or set whenFull=wait.",
                            null,
                            true);
                }
                if (stopping.getAsBoolean()) {
                    throw Submitter.stopped();
                }
                Waiting late = new Waiting(submit, reserve, then, new CompletableFuture<>());
                waiting.computeIfAbsent(group, g -> new ArrayDeque<>()).add(late);
                return late.result;
            }
            reserved = reserve.get();
        } finally {
            lock.unlock();
        }
        return then.apply(reserved);
    }

    /** Lets those in for whom there is room now. */
    void letIn() {
        lock.lock();
        try {
            for (String group : waiting.keySet().toArray(String[]::new)) {
                Deque<Waiting> queue = waiting.get(group);
                while (!queue.isEmpty() && hasRoom(queue.peek().submit)) {
                    proceed(queue.remove());
                }
                if (queue.isEmpty()) {
                    waiting.remove(group);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all that wait in a route; in any if it is {@code null}. */
    void stop(String routeId, Exception refusal) {
        lock.lock();
        try {
            for (Deque<Waiting> queue : waiting.values()) {
                queue.removeIf(late -> {
                    boolean theirs = routeId == null || late.submit.routes().contains(routeId);
                    if (theirs) {
                        executor.execute(() -> late.result.completeExceptionally(refusal));
                    }
                    return theirs;
                });
            }
            waiting.values().removeIf(Deque::isEmpty);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(Submit submit) {
        return repository.countOpen(submit.spec().scope().group()) < submit.maxInFlight();
    }

    private void proceed(Waiting late) {
        Job reserved;
        try {
            reserved = late.reserve.get();
        } catch (RuntimeException e) {
            executor.execute(() -> late.result.completeExceptionally(e));
            return;
        }
        executor.execute(() -> CompletableFuture.completedFuture(reserved)
                .thenCompose(late.then)
                .whenComplete((submitted, failure) -> {
                    if (failure == null) {
                        late.result.complete(submitted);
                    } else {
                        late.result.completeExceptionally(failure);
                    }
                }));
    }
}
