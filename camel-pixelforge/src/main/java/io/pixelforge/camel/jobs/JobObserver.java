package io.pixelforge.camel.jobs;

/**
 * Told what this node does with jobs: each step once, after it was written, and by whichever thread took it, which must
 * not be held up. What other nodes do is told to theirs.
 */
public interface JobObserver {

    /**
     * A job is in another state or delivery than before, or was offered in vain once more.
     *
     * @param before {@code null} for a job that was reserved just now
     */
    void changed(Job before, Job after);
}
