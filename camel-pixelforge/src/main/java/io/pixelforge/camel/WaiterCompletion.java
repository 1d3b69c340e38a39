package io.pixelforge.camel;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobTracker;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Acknowledges the end of a job that an exchange had waited for, once that exchange has succeeded; for a part of a split
 * once the whole has.
 */
final class WaiterCompletion extends SynchronizationAdapter {

    private final JobTracker tracker;
    private final Job job;

    private WaiterCompletion(JobTracker tracker, Job job) {
        this.tracker = tracker;
        this.job = job;
    }

    static void add(Exchange exchange, JobTracker tracker, Job job) {
        if (job.state().isEnded()) {
            exchange.getExchangeExtension().addOnCompletion(new WaiterCompletion(tracker, job));
        }
    }

    @Override
    public void onComplete(Exchange exchange) {
        UnitOfWork whole = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (whole != null && whole.getRoute() != null && whole != exchange.getUnitOfWork()) {
            whole.addSynchronization(this);
            return;
        }
        tracker.deliveries().waiterEnded(job, !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast());
    }

    @Override
    public void onFailure(Exchange exchange) {
        tracker.deliveries().waiterEnded(job, false);
    }
}
