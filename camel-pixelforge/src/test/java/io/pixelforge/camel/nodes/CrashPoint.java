package io.pixelforge.camel.nodes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A place in a node's life where it stands still, with everything it does in its repository, until it is killed or
 * waved on.
 */
final class CrashPoint {

    /** What a node prints when it is there. */
    static final String REACHED = "REACHED ";

    private final String name;
    private final Path waveOn;
    private final CountDownLatch passed = new CountDownLatch(1);
    private boolean reached;

    /**
     * @param name   the place; {@code null} for none
     * @param waveOn a file; once it exists the node goes on
     */
    CrashPoint(String name, Path waveOn) {
        this.name = name;
        this.waveOn = waveOn;
    }

    /** Tells where a thread of the node is. */
    void at(String place) {
        boolean first;
        synchronized (this) {
            first = !reached && place.equals(name);
            reached |= first;
            if (!reached) {
                return;
            }
        }
        try {
            if (first) {
                standStill();
            }
            passed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void standStill() throws InterruptedException {
        System.out.println(REACHED + name);
        while (!Files.exists(waveOn)) {
            TimeUnit.MILLISECONDS.sleep(5); // in the child, which decides nothing
        }
        passed.countDown();
    }
}
