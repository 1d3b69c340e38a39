package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.InFlightLimitException;
import io.pixelforge.camel.gateway.PixelForgeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Those of one group who want to send a job, in the order in which they came. One thread at most serves them, and only
 * while there may be room; once the group is full they wait without any until the next look.
 *
 * <p>Who has taken a place counts once more before it goes on, and gives the place back if there are too many: of those
 * who took the last place on several nodes at once, the last to write counts all of them. So too many are never sent,
 * and no node holds a lock that it could leave behind when it dies.
 */
final class Line {

    private enum State {
        /** Nobody is here. */
        EMPTY,
        /** A thread lets in who comes. */
        SERVED,
        /** There was no room at the last look. */
        FULL
    }

    private record Turn(
            Submit submit,
            BooleanSupplier stopping,
            Supplier<InFlightLimit.Place> take,
            CompletableFuture<Submitted> result) {}

    private final String group;
    private final JobRepository repository;
    private final Executor executor;
    private final Lock lock = new ReentrantLock();
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private State state = State.EMPTY;

    Line(String group, JobRepository repository, Executor executor) {
        this.group = group;
        this.repository = repository;
        this.executor = executor;
    }

    CompletableFuture<Submitted> enter(Submit submit, BooleanSupplier stopping, Supplier<InFlightLimit.Place> take) {
        Turn turn = new Turn(submit, stopping, take, new CompletableFuture<>());
        lock.lock();
        try {
            if (state == State.FULL && submit.rejectWhenFull()) {
                return CompletableFuture.failedFuture(full(submit));
            }
            if (stopping.getAsBoolean()) {
                return CompletableFuture.failedFuture(Attempts.stopped());
            }
            waiting.add(turn);
            if (state != State.EMPTY) {
                return turn.result;
            }
            state = State.SERVED;
        } finally {
            lock.unlock();
        }
        executor.execute(() -> serve(true));
        return turn.result;
    }

    /** Looks again whether there is room. */
    void letIn() {
        lock.lock();
        try {
            if (state != State.FULL) {
                return;
            }
            state = State.SERVED;
        } finally {
            lock.unlock();
        }
        executor.execute(() -> serve(false));
    }

    void stop(String routeId, Exception refusal) {
        List<Turn> stopped;
        lock.lock();
        try {
            stopped = removed(turn -> routeId == null || turn.submit.routes().contains(routeId));
            if (state == State.FULL) {
                rest();
            }
        } finally {
            lock.unlock();
        }
        fail(stopped, refusal);
    }

    /** @param newcomers whether nobody here has waited yet */
    private void serve(boolean newcomers) {
        int open;
        try {
            open = repository.countOpen(group);
        } catch (Throwable e) { // an Error too, here and below: all who wait would do so for ever
            failed(null, newcomers, e);
            return;
        }
        serveNext(newcomers, open);
    }

    /** Goes on with one, which may have to publish pictures, while another thread serves the next. */
    private void serveNext(boolean newcomers, int open) {
        Turn turn = next();
        if (turn == null) {
            return;
        }
        int allowed = turn.submit.maxInFlight();
        if (open >= allowed) {
            noRoomFor(turn);
            return;
        }
        try {
            InFlightLimit.Place place = take(turn);
            int openNow = repository.countOpen(group);
            if (place.giveBack() != null && openNow > allowed) {
                place.giveBack().run();
                noRoomFor(turn);
                return;
            }
            executor.execute(() -> serveNext(newcomers, openNow));
            goOn(turn, place);
        } catch (Throwable e) {
            failed(turn, newcomers, e);
        }
    }

    private static InFlightLimit.Place take(Turn turn) {
        try {
            return turn.take.get();
        } catch (PixelForgeException e) {
            return new InFlightLimit.Place(
                    () -> CompletableFuture.failedFuture(e), null); // of no concern to the others
        }
    }

    private Turn next() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                state = State.EMPTY;
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private void noRoomFor(Turn turn) {
        List<Turn> refused;
        boolean stopped;
        lock.lock();
        try {
            stopped = turn.stopping.getAsBoolean();
            if (!stopped) {
                waiting.addFirst(turn);
            }
            refused = removed(other -> other.submit.rejectWhenFull());
            rest();
        } finally {
            lock.unlock();
        }
        if (stopped) {
            fail(List.of(turn), Attempts.stopped());
        }
        refused.forEach(other -> fail(List.of(other), full(other.submit)));
    }

    /** Those who have waited go on waiting for the repository; others learn at once that it cannot be reached. */
    private void failed(Turn inHand, boolean newcomers, Throwable e) {
        List<Turn> failed;
        lock.lock();
        try {
            failed = removed(other -> newcomers || other.submit.rejectWhenFull());
            rest();
        } finally {
            lock.unlock();
        }
        if (inHand != null) {
            failed.add(0, inHand);
        }
        fail(failed, e);
    }

    private void rest() {
        state = waiting.isEmpty() ? State.EMPTY : State.FULL;
    }

    private List<Turn> removed(Predicate<Turn> which) {
        List<Turn> removed = new ArrayList<>();
        waiting.removeIf(turn -> which.test(turn) && removed.add(turn));
        return removed;
    }

    private static void goOn(Turn turn, InFlightLimit.Place place) {
        CompletableFuture.completedFuture(place)
                .thenCompose(taken -> taken.then().get())
                .whenComplete((submitted, failure) -> {
                    if (failure == null) {
                        turn.result.complete(submitted);
                    } else {
                        turn.result.completeExceptionally(CallQueue.cause(failure));
                    }
                });
    }

    private void fail(List<Turn> turns, Throwable e) {
        turns.forEach(turn -> executor.execute(() -> turn.result.completeExceptionally(e)));
    }

    private InFlightLimitException full(Submit submit) {
        return new InFlightLimitException("The group " + group + " has " + submit.maxInFlight()
                + " jobs or more that have not ended, as many as maxInFlight allows. Nothing was sent. Submit it again"
                + " later, or set whenFull=wait.");
    }
}
