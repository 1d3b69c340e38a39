package io.pixelforge.camel.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many calls to the gateway run at once and so many begin in a second; the others wait here without a thread.
 * Submits go before status calls, but at most {@value #IN_A_ROW} of them while one of those waits; generate calls,
 * which last for minutes, get at most half of the places.
 */
public final class CallQueue {

    /** The calls that differ in how they are let through. */
    public enum Kind {
        SUBMIT,
        GENERATE,
        STATUS
    }

    /** How many calls run at once unless told otherwise. */
    public static final int DEFAULT_CONCURRENT = 32;

    private static final int IN_A_ROW = 3;

    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Map<Kind, Queue<Call<?>>> waiting = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> running = new EnumMap<>(Kind.class);
    private int maxConcurrent = DEFAULT_CONCURRENT;
    private Duration spacing = Duration.ZERO;
    private Instant notBefore = Instant.MIN;
    private Future<?> wakeUp;
    private boolean closed;
    private int submitsInARow;
    private boolean generateIsNext;

    /**
     * @param executor where calls run; has a thread for each that may run at once
     * @param timer    wakes calls that have to wait for their time
     * @param clock    what times are compared with
     */
    public CallQueue(Executor executor, ScheduledExecutorService timer, Clock clock) {
        this.executor = executor;
        this.timer = timer;
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            waiting.put(kind, new ArrayDeque<>());
            running.put(kind, 0);
        }
    }

    /** What a call ended with, without what futures that depend on its result wrap around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Runs a call when its turn comes.
     *
     * @return ends, in the thread of the call and before its place is free again, as the call does; with a
     *         {@link GatewayException} if the queue was closed before the call began
     */
    public <T> CompletableFuture<T> submit(Kind kind, Callable<T> call) {
        Call<T> added = new Call<>(kind, call, new CompletableFuture<>());
        boolean accepted;
        lock.lock();
        try {
            accepted = !closed && waiting.get(kind).add(added);
        } finally {
            lock.unlock();
        }
        if (!accepted) {
            added.reject();
        }
        drain();
        return added.result;
    }

    /**
     * Sets how much is let through.
     *
     * @param concurrent how many calls run at once, 1 or more
     * @param perSecond  how many calls begin in a second; 0 for any number
     */
    public void limit(int concurrent, double perSecond) {
        lock.lock();
        try {
            maxConcurrent = concurrent;
            spacing = perSecond <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(1e9 / perSecond));
        } finally {
            lock.unlock();
        }
        drain();
    }

    /** How many more status calls can be handed over that will begin soon. */
    public int room() {
        lock.lock();
        try {
            return Math.max(0, 2 * maxConcurrent - waiting.get(Kind.STATUS).size() - running.get(Kind.STATUS));
        } finally {
            lock.unlock();
        }
    }

    /** Lets no call begin for a while. */
    public void pause(Duration duration) {
        lock.lock();
        try {
            Instant until = clock.instant().plus(duration);
            notBefore = until.isAfter(notBefore) ? until : notBefore;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no further call begin; those that wait fail, those that run go on. */
    public void close() {
        List<Call<?>> rejected = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            if (wakeUp != null) {
                wakeUp.cancel(false);
            }
            waiting.values().forEach(queue -> {
                rejected.addAll(queue);
                queue.clear();
            });
        } finally {
            lock.unlock();
        }
        rejected.forEach(Call::reject);
    }

    private void drain() {
        Call<?> next;
        while ((next = begin()) != null) {
            Call<?> call = next;
            try {
                executor.execute(() -> runFrom(call));
            } catch (RejectedExecutionException e) {
                free(call.kind);
                call.reject();
            }
        }
    }

    private Call<?> begin() {
        lock.lock();
        try {
            Kind kind = next();
            if (kind == null) {
                return null;
            }
            Instant now = clock.instant();
            if (now.isBefore(notBefore)) {
                wakeUp(Duration.between(now, notBefore));
                return null;
            }
            if (!spacing.isZero()) {
                notBefore = now.plus(spacing);
            }
            submitsInARow = kind == Kind.STATUS ? 0 : submitsInARow + 1;
            generateIsNext = kind == Kind.SUBMIT || kind == Kind.STATUS && generateIsNext;
            running.merge(kind, 1, Integer::sum);
            return waiting.get(kind).remove();
        } finally {
            lock.unlock();
        }
    }

    private Kind next() {
        int all = running.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= maxConcurrent) {
            return null;
        }
        boolean generate =
                !waiting.get(Kind.GENERATE).isEmpty() && running.get(Kind.GENERATE) < Math.max(1, maxConcurrent / 2);
        boolean submit = !waiting.get(Kind.SUBMIT).isEmpty();
        boolean status = !waiting.get(Kind.STATUS).isEmpty();
        if (status && (submitsInARow >= IN_A_ROW || !submit && !generate)) {
            return Kind.STATUS;
        }
        if (submit && generate) {
            return generateIsNext ? Kind.GENERATE : Kind.SUBMIT;
        }
        return submit ? Kind.SUBMIT : generate ? Kind.GENERATE : null;
    }

    private void wakeUp(Duration delay) {
        if (wakeUp == null && !closed) {
            wakeUp = timer.schedule(this::awake, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void awake() {
        lock.lock();
        try {
            wakeUp = null;
        } finally {
            lock.unlock();
        }
        drain();
    }

    /**
     * A call keeps its place until all that follows at once from its end is done, and its thread takes what is next
     * itself: otherwise another thread would begin while this one still ends.
     */
    private void runFrom(Call<?> first) {
        for (Call<?> call = first; call != null; call = begin()) {
            try {
                call.run();
            } finally {
                free(call.kind);
            }
        }
    }

    private void free(Kind kind) {
        lock.lock();
        try {
            running.merge(kind, -1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    private record Call<T>(Kind kind, Callable<T> call, CompletableFuture<T> result) {

        void run() {
            T value;
            try {
                value = call.call();
            } catch (Throwable e) { // whatever it is, the one who waits for the result must learn of it
                result.completeExceptionally(e);
                return;
            }
            result.complete(value);
        }

        void reject() {
            result.completeExceptionally(new GatewayException(
                    "The call did not begin because the component is stopping; nothing was sent.", null, true));
        }
    }
}
