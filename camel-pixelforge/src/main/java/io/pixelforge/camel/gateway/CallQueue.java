package io.pixelforge.camel.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * The keys take turns, each no faster than its {@link Pace}; within a key submits go before status calls
 * ({@link CallLane}). Generate calls, which last for minutes, get at most half of the places.
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

    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Map<Pace, CallLane> lanes = new LinkedHashMap<>();
    private int running;
    private int runningGenerate;
    private int runningStatus;
    private int maxConcurrent = DEFAULT_CONCURRENT;
    private double maxPerSecond;
    private Rate rate;
    private Future<?> wakeUp;
    private Instant wakeUpAt;
    private boolean closed;

    /**
     * @param executor where calls run; has a thread for each that may run at once
     * @param timer    wakes calls that have to wait for their time
     * @param clock    what times are compared with
     */
    public CallQueue(Executor executor, ScheduledExecutorService timer, Clock clock) {
        this.executor = executor;
        this.timer = timer;
        this.clock = clock;
    }

    /** What a call ended with, without what futures that depend on its result wrap around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Runs a call when its turn comes.
     *
     * @param  pace of the key that the call uses
     * @return      ends, in the thread of the call and before its place is free again, as the call does; with a
     *              {@link GatewayException} if the queue was closed before the call began
     */
    public <T> CompletableFuture<T> submit(Pace pace, Kind kind, Callable<T> call) {
        Call<T> added = new Call<>(pace, kind, call, new CompletableFuture<>());
        boolean accepted;
        lock.lock();
        try {
            accepted = !closed;
            if (accepted) {
                lanes.computeIfAbsent(pace, CallLane::new).add(added);
            }
        } finally {
            lock.unlock();
        }
        if (!accepted) {
            added.reject(null);
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
            if (perSecond != maxPerSecond) {
                maxPerSecond = perSecond;
                rate = perSecond <= 0 ? null : new Rate(perSecond);
            }
        } finally {
            lock.unlock();
        }
        drain();
    }

    /** How many more status calls can be handed over that will begin soon, whatever key they use. */
    public int room() {
        lock.lock();
        try {
            int soon = rate == null ? 2 * maxConcurrent : Math.min(2 * maxConcurrent, rate.soon());
            int waiting = 0;
            for (CallLane lane : lanes.values()) {
                waiting += lane.waitingStatus();
            }
            return Math.max(0, soon - waiting - runningStatus);
        } finally {
            lock.unlock();
        }
    }

    /** The same for one key. */
    public int room(Pace pace) {
        lock.lock();
        try {
            CallLane lane = lanes.get(pace);
            int free = clock.instant().isBefore(pace.notBefore()) ? 0 : pace.free();
            return Math.max(0, Math.min(room(), free - (lane == null ? 0 : lane.waitingStatus())));
        } finally {
            lock.unlock();
        }
    }

    /** How many calls run now. */
    public int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** How many calls wait for their turn. */
    public int waiting() {
        lock.lock();
        try {
            return lanes.values().stream().mapToInt(CallLane::waiting).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Whether calls with this key have to hold back, because the gateway has said that they were too many. */
    public boolean isSlowed(Pace pace) {
        lock.lock();
        try {
            return pace.isBelow(maxConcurrent);
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
            lanes.values().forEach(lane -> lane.removeAll(rejected));
            lanes.clear();
        } finally {
            lock.unlock();
        }
        rejected.forEach(call -> call.reject(null));
    }

    private void drain() {
        Call<?> next;
        while ((next = begin()) != null) {
            Call<?> call = next;
            try {
                executor.execute(() -> runFrom(call));
            } catch (Throwable e) { // also that no thread can be made
                free(call);
                call.reject(e);
            }
        }
    }

    private Call<?> begin() {
        lock.lock();
        try {
            if (running >= maxConcurrent || lanes.isEmpty()) {
                return null;
            }
            Instant now = clock.instant();
            Instant next = rate == null ? now : rate.next(now);
            if (next.isAfter(now)) {
                wakeUp(now, next);
                return null;
            }
            boolean generate = runningGenerate < Math.max(1, maxConcurrent / 2);
            Call<?> call = next(now, generate);
            if (call != null) {
                call.pace.began();
                count(call.kind, 1);
                if (rate != null) {
                    rate.began(now);
                }
            }
            return call;
        } finally {
            lock.unlock();
        }
    }

    private Call<?> next(Instant now, boolean generate) {
        Instant earliest = Instant.MAX;
        for (Iterator<CallLane> all = lanes.values().iterator(); all.hasNext(); ) {
            CallLane lane = all.next();
            Instant notBefore = lane.pace().notBefore();
            if (notBefore.isAfter(now)) {
                earliest = earliest.isBefore(notBefore) ? earliest : notBefore;
            } else if (lane.pace().free() > 0) {
                Call<?> call = lane.next(generate && lane.pace().free() > 1);
                if (call != null) {
                    all.remove();
                    if (!lane.isEmpty()) {
                        lanes.put(lane.pace(), lane); // behind the others
                    }
                    return call;
                }
            }
        }
        if (earliest.isBefore(Instant.MAX)) {
            wakeUp(now, earliest);
        }
        return null;
    }

    private void wakeUp(Instant now, Instant at) {
        if (closed || wakeUp != null && !at.isBefore(wakeUpAt)) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        wakeUpAt = at;
        wakeUp = timer.schedule(this::awake, Duration.between(now, at).toNanos(), TimeUnit.NANOSECONDS);
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
        for (Call<?> call = first; call != null; call = beginInPlaceOf(call)) {
            call.run();
        }
    }

    /** In one step, or another thread would be made for a call that this one is about to be free for. */
    private Call<?> beginInPlaceOf(Call<?> ended) {
        Call<?> next;
        lock.lock();
        try {
            free(ended);
            next = begin();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            drain(); // the end of one may have made room for two
        }
        return next;
    }

    private void free(Call<?> call) {
        lock.lock();
        try {
            call.pace.ended();
            count(call.kind, -1);
        } finally {
            lock.unlock();
        }
    }

    private void count(Kind kind, int change) {
        running += change;
        if (kind == Kind.GENERATE) {
            runningGenerate += change;
        } else if (kind == Kind.STATUS) {
            runningStatus += change;
        }
    }

    /** A call that waits for its turn, or runs. */
    record Call<T>(Pace pace, Kind kind, Callable<T> call, CompletableFuture<T> result) {

        /** Never throws, since the place of the call has to be free again afterwards. */
        void run() {
            try {
                result.complete(call.call());
            } catch (Throwable e) { // whatever it is, the one who waits for the result must learn of it
                result.completeExceptionally(e);
            }
        }

        /** @param failure why it has no thread; {@code null} if the queue is closed */
        void reject(Throwable failure) {
            boolean stopping = failure == null || failure instanceof RejectedExecutionException;
            result.completeExceptionally(new GatewayException(
                    "The call did not begin because "
                            + (stopping ? "the component is stopping" : "it got no thread: " + failure)
                            + "; nothing was sent.",
                    failure));
        }
    }
}
