package io.pixelforge.examples.loadtest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/** What a driver has done. Holds nothing that grows with what is recorded, since the heap is measured meanwhile. */
final class Recorder {

    private final AtomicLongArray seenAt;
    private final AtomicInteger seenAgain = new AtomicInteger();
    private final AtomicReference<String> error = new AtomicReference<>();
    private volatile CountDownLatch accepted;
    private volatile CountDownLatch unseen;

    Recorder(int jobs) {
        this.seenAt = new AtomicLongArray(jobs);
        nextRound();
    }

    /** Forgets which ends were seen. */
    void nextRound() {
        accepted = new CountDownLatch(seenAt.length());
        unseen = new CountDownLatch(seenAt.length());
        for (int i = 0; i < seenAt.length(); i++) {
            seenAt.set(i, 0);
        }
    }

    /** The gateway has accepted a job. */
    void accepted() {
        accepted.countDown();
    }

    /** The user's code has learnt that a job is completed. */
    void seen(String requestId) {
        if (seenAt.compareAndSet(RequestIds.number(requestId), 0, System.currentTimeMillis())) {
            unseen.countDown();
        } else {
            seenAgain.incrementAndGet();
        }
    }

    /** Something went wrong, after which the run is worth nothing. */
    void failed(Throwable cause) {
        failed(String.valueOf(cause));
    }

    /** Something went wrong, after which the run is worth nothing. */
    void failed(String what) {
        if (error.compareAndSet(null, what)) {
            while (unseen.getCount() > 0) {
                unseen.countDown();
            }
            while (accepted.getCount() > 0) {
                accepted.countDown();
            }
        }
    }

    boolean awaitAccepted(long millis) throws InterruptedException {
        return accepted.await(millis, TimeUnit.MILLISECONDS);
    }

    boolean awaitSeen(long millis) throws InterruptedException {
        return unseen.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Waits for ends that are seen a second time. */
    void linger(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    /** How many jobs are accepted whose end was not yet seen. */
    long pending() {
        return unseen.getCount() - accepted.getCount();
    }

    int seenAgain() {
        return seenAgain.get();
    }

    /** What went wrong first, or {@code null}. */
    String error() {
        return error.get();
    }

    /** When the end of each job was seen, in epoch milliseconds; 0 for never. */
    long[] seenAt() {
        long[] times = new long[seenAt.length()];
        for (int i = 0; i < times.length; i++) {
            times[i] = seenAt.get(i);
        }
        return times;
    }
}
