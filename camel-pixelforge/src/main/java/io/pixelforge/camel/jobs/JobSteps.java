package io.pixelforge.camel.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the steps of jobs and tells those who observe them. */
final class JobSteps {

    private static final Logger LOG = LoggerFactory.getLogger(JobSteps.class);

    private final List<JobObserver> observers = new CopyOnWriteArrayList<>();

    void add(JobObserver observer) {
        observers.add(observer);
    }

    /** A step was written. */
    void changed(Job before, Job after) {
        JobLog.changed(before, after);
        tell(before, after);
    }

    /** A step was written that was logged before. An observer that fails is no reason for a job to go wrong. */
    void tell(Job before, Job after) {
        for (JobObserver observer : observers) {
            try {
                observer.changed(before, after);
            } catch (RuntimeException e) {
                LOG.warn("PixelForge {} could not be observed: {}", after.describe(), e.toString());
            }
        }
    }
}
