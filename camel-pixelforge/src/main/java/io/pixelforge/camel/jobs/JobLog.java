package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.ForeignText;
import io.pixelforge.camel.gateway.PixelForgeException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A line for each step of a job, from which its story can be read. What is asked for at night, that it was accepted, how
 * it ended and that somebody took its end, is INFO; the steps between are DEBUG; what somebody has to look at is WARN.
 */
final class JobLog {

    private static final Logger LOG = LoggerFactory.getLogger(JobLog.class);

    private JobLog() {}

    /** @param before {@code null} for a job that was reserved just now */
    static void changed(Job before, Job after) {
        if (before == null || before.state() != after.state()) {
            log(level(after.state()), after, () -> state(after));
        } else if (before.delivery() != after.delivery()) {
            log(after.delivery() == Delivery.PARKED ? Level.WARN : Level.INFO, after, () -> delivery(after));
        } else if (before.deliveries() < after.deliveries()) {
            log(
                    Level.INFO,
                    after,
                    () -> "the exchange with its end has failed, it is offered again at " + after.dueAt());
        }
    }

    /** An exchange gets the end of a job. */
    static void delivered(Job job) {
        log(Level.DEBUG, job, () -> "delivered to a consumer");
    }

    /**
     * A job that was never accepted is gone.
     *
     * @param asked whether the service was asked at all
     */
    static void freed(Job job, boolean asked, Throwable why) {
        log(
                Level.INFO,
                job,
                () -> (asked ? "not accepted by" : "not sent to") + " the service, and not kept: "
                        + (why instanceof PixelForgeException ? why.getMessage() : ForeignText.clean(why.toString())));
    }

    /** Somebody has decided that a job in doubt was never accepted. */
    static void declaredNotAccepted(Job job) {
        log(Level.INFO, job, () -> "declared not to be accepted by the service, and not kept");
    }

    private static Level level(JobState state) {
        return switch (state) {
            case RESERVED, SUBMITTING, PROCESSING -> Level.DEBUG;
            case QUEUED, COMPLETED, FAILED, ERROR -> Level.INFO;
            case UNKNOWN, LOST -> Level.WARN;
        };
    }

    private static String state(Job job) {
        return job.state()
                + switch (job.state()) {
                    case QUEUED -> " at the service, as job " + job.id();
                    case COMPLETED, FAILED, ERROR ->
                        ", seen by " + job.detectedBy() + because(job.answer().error());
                    case UNKNOWN, LOST -> because(job.error());
                    default -> "";
                };
    }

    private static String because(String error) {
        return Optional.ofNullable(error).map(why -> ": " + why).orElse("");
    }

    private static String delivery(Job job) {
        return switch (job.delivery()) {
            case ACKNOWLEDGED -> "acknowledged";
            case PARKED -> "parked, its end was offered " + times(job.deliveries()) + " in vain";
            case CONSUMER, WAITER -> "its end goes to a consumer of its group";
        };
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private static void log(Level level, Job job, Supplier<String> what) {
        if (LOG.isEnabledForLevel(level)) {
            LOG.atLevel(level)
                    .log(
                            "PixelForge {} of group {}: {}",
                            job.describe(),
                            job.spec().scope().group(),
                            what.get());
        }
    }
}
