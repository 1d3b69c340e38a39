package io.pixelforge.sandbox.records;

import java.time.Duration;
import java.util.PriorityQueue;

/** Counts the calls in hand. An answer that is held back has no thread, so the time says when it has left. */
final class InFlight {

    private final PriorityQueue<Long> leaving = new PriorityQueue<>();
    private int working;
    private int peak;

    synchronized void enter() {
        dropGone();
        working++;
        peak = Math.max(peak, working + leaving.size());
    }

    synchronized void leaveIn(Duration delay) {
        working--;
        if (!delay.isZero()) {
            leaving.add(System.nanoTime() + delay.toNanos());
        }
    }

    synchronized int peak() {
        return peak;
    }

    synchronized void clear() {
        dropGone();
        peak = working + leaving.size();
    }

    private void dropGone() {
        long now = System.nanoTime();
        while (!leaving.isEmpty() && leaving.peek() - now <= 0) {
            leaving.remove();
        }
    }
}
