package io.pixelforge.camel.jobs;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes that are not given up because the repository cannot be reached for a while. */
final class Writes {

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    private record Write(Job job, BooleanSupplier write, Consumer<Outcome> then) {}

    /** What became of a write. */
    enum Outcome {
        WRITTEN,
        /** Somebody else had taken the job over. */
        REFUSED,
        /** The process stops before the repository can be reached again. */
        GIVEN_UP
    }

    private final Queue<Write> unwritten = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * Writes now, or as soon as it can be done.
     *
     * @param write false if the lease was lost; throws if the repository cannot be reached
     * @param then  told once what became of it
     */
    void write(Job job, BooleanSupplier write, Consumer<Outcome> then) {
        attempt(new Write(job, write, then));
    }

    /** Tries again what could not be written. */
    void retry() {
        for (int n = unwritten.size(); n > 0; n--) {
            Write write = unwritten.poll();
            if (write == null || !attempt(write)) {
                return;
            }
        }
    }

    /** Nothing will be tried again, nor what cannot be written from now on. */
    void giveUp() {
        closed = true;
        for (Write write; (write = unwritten.poll()) != null; ) {
            LOG.error("PixelForge {} was not written before the end: {}", write.job.describe(), write.job.state());
            write.then.accept(Outcome.GIVEN_UP);
        }
    }

    private boolean attempt(Write write) {
        boolean written;
        try {
            written = write.write.getAsBoolean();
        } catch (Throwable e) { // an Error too: whoever waits for the write would never go on
            if (closed) {
                write.then.accept(Outcome.GIVEN_UP);
                return false;
            }
            LOG.warn(
                    "PixelForge {} is {} but that cannot be written yet: {}",
                    write.job.describe(),
                    write.job.state(),
                    e.toString());
            unwritten.add(write);
            return false;
        }
        write.then.accept(written ? Outcome.WRITTEN : Outcome.REFUSED);
        return true;
    }
}
