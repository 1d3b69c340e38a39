package io.pixelforge.camel.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs nothing by itself: what was handed over runs in the thread of the test, when the test says so. */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final SettableClock clock;
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final List<Task<?>> delayed = new ArrayList<>();
    private boolean shutdown;

    public ManualScheduler(SettableClock clock) {
        this.clock = clock;
    }

    /** Runs what is ready, and what that makes ready. */
    public void runReady() {
        for (Runnable next; (next = ready.poll()) != null; ) {
            next.run();
        }
    }

    /** Runs the oldest of what is ready, and nothing else. */
    public void runOne() {
        ready.remove().run();
    }

    /** Lets time pass, and runs what becomes due in its order, each at its own time. */
    public void advance(Duration duration) {
        Instant end = clock.instant().plus(duration);
        runReady();
        for (Optional<Task<?>> next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
            Task<?> task = next.get();
            delayed.remove(task);
            if (task.at.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), task.at));
            }
            task.run();
            runReady();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    public int readyCount() {
        return ready.size();
    }

    /** The delays, from now on, of what is to run later. */
    public List<Duration> delays() {
        return delayed.stream()
                .map(task -> Duration.between(clock.instant(), task.at))
                .sorted()
                .toList();
    }

    private Optional<Task<?>> nextUntil(Instant end) {
        return delayed.stream()
                .filter(task -> !task.at.isAfter(end))
                .min(Comparator.comparing((Task<?> task) -> task.at));
    }

    @Override
    public void execute(Runnable command) {
        rejectAfterShutdown();
        ready.add(command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    command.run();
                    return null;
                },
                delay,
                unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        rejectAfterShutdown();
        Task<V> task = new Task<>(callable, clock.instant().plusNanos(unit.toNanos(delay)));
        delayed.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    private void rejectAfterShutdown() {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant at;

        Task(Callable<V> callable, Instant at) {
            super(callable);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
