package io.pixelforge.camel;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobSpec;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Which jobs an exchange has begun, noted in a property of it, so that an error handler which calls the producer again
 * gets the same job instead of paying for another one.
 *
 * <p>A note counts until its step has succeeded, for every step: whoever repeats an input whose fate is open means
 * that request. After that it counts only for the same step, and round of a loop, of an exchange that an error handler
 * delivers again: a later step with the same input is a request of its own. The step has to be compared because
 * Camel leaves the header that says so on the exchange for the rest of its route.
 */
final class NotedJobs {

    private static final String PROPERTY = PixelForgeConstants.PREFIX + "Jobs";

    /** Another group or gateway is another customer, though the input is the same. */
    private record Note(Scope scope, String fingerprint, Step step, Job job, boolean open) {

        boolean isOf(JobSpec spec) {
            return scope.equals(spec.scope()) && fingerprint.equals(spec.fingerprint());
        }
    }

    /** Where in the routes an exchange is; a call from outside of them has neither. */
    private record Step(String nodeId, Integer round) {

        static Step of(Exchange exchange) {
            return new Step(
                    exchange.getExchangeExtension().getHistoryNodeId(),
                    exchange.getProperty(ExchangePropertyKey.LOOP_INDEX, Integer.class));
        }
    }

    private NotedJobs() {}

    /**
     * The job that an earlier try of this step has begun, as it was when the step ended, or before that if it failed;
     * {@code null} if there was none.
     */
    static Job find(Exchange exchange, JobSpec spec) {
        boolean redelivered = exchange.getMessage().getHeader(Exchange.REDELIVERED, false, boolean.class);
        Step step = Step.of(exchange);
        Job found = null;
        for (Note note : notes(exchange)) {
            if (note.isOf(spec) && note.open) {
                return note.job;
            }
            if (note.isOf(spec) && redelivered && note.step.equals(step) && found == null) {
                found = note.job;
            }
        }
        return found;
    }

    static void begin(Exchange exchange, Job job) {
        put(exchange, new Note(job.spec().scope(), job.spec().fingerprint(), Step.of(exchange), job, true), job.spec());
    }

    static void succeed(Exchange exchange, JobSpec spec, Job job) {
        open(exchange, spec)
                .ifPresent(note -> put(exchange, new Note(note.scope, note.fingerprint, note.step, job, false), spec));
    }

    /** Nobody knows whether the job that was begun last was accepted. */
    static void doubt(Exchange exchange, JobSpec spec) {
        open(exchange, spec)
                .ifPresent(note -> begin(
                        exchange, note.job.change().state(JobState.UNKNOWN).done()));
    }

    private static Optional<Note> open(Exchange exchange, JobSpec spec) {
        return notes(exchange).stream()
                .filter(note -> note.isOf(spec) && note.open)
                .findFirst();
    }

    /** Instead of what is open, and what was noted at the same step. Copies share the list, so it is never changed. */
    private static void put(Exchange exchange, Note next, JobSpec spec) {
        List<Note> notes = new ArrayList<>();
        for (Note note : notes(exchange)) {
            if (!note.isOf(spec) || !note.open && !note.step.equals(next.step)) {
                notes.add(note);
            }
        }
        notes.add(next);
        exchange.setProperty(PROPERTY, notes);
    }

    @SuppressWarnings("unchecked")
    private static List<Note> notes(Exchange exchange) {
        return exchange.getProperty(PROPERTY, List.of(), List.class);
    }
}
