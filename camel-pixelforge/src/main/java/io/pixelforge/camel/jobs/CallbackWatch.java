package io.pixelforge.camel.jobs;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the service's callbacks do not arrive any more. One that is lost says nothing; that no job's has come
 * while several jobs ran from their submit to their end does.
 */
final class CallbackWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackWatch.class);

    private static final int ENOUGH = 3;

    private Instant arrivedAt = Instant.MIN;
    private int missed;

    /** A callback about one of our jobs came, to whichever node. */
    synchronized void arrived(Instant now) {
        if (missed >= ENOUGH) {
            LOG.info("PixelForge callbacks arrive again");
        }
        missed = 0;
        arrivedAt = now;
    }

    /** A job that expected one has ended without. */
    synchronized void missed(Job job) {
        if (job.submittedAt().isAfter(arrivedAt) && ++missed == ENOUGH) {
            LOG.warn("PixelForge callbacks do not arrive: jobs are asked about each pollInterval until they come again."
                    + " Check that webhookExternalUrl leads to this server");
        }
    }

    /** Whether jobs have to be found without them. */
    synchronized boolean isSilent() {
        return missed >= ENOUGH;
    }
}
