package io.pixelforge.camel;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobSpec;
import io.pixelforge.camel.jobs.Scope;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Which jobs an exchange has begun, noted in a property of it, so that an error handler which calls the producer again
 * gets the same job instead of paying for another one.
 *
 * <p>A note counts until its step has succeeded: a later step, or the next round of a loop, with the same input is a
 * request of its own. After that it counts only while an error handler delivers the exchange again.
 */
final class NotedJobs {

    private static final String PROPERTY = PixelForgeConstants.PREFIX + "Jobs";

    /** Another group or gateway is another customer, though the input is the same. */
    private record Request(Scope scope, String fingerprint) {
        static Request of(JobSpec spec) {
            return new Request(spec.scope(), spec.fingerprint());
        }
    }

    private record Note(String jobId, boolean open) {}

    private NotedJobs() {}

    /** The id of the job that an earlier try of this step has begun; {@code null} if there was none. */
    static String find(Exchange exchange, JobSpec spec) {
        Note note = notes(exchange).get(Request.of(spec));
        boolean redelivered = exchange.getMessage().getHeader(Exchange.REDELIVERED, false, boolean.class);
        return note != null && (note.open || redelivered) ? note.jobId : null;
    }

    static void begin(Exchange exchange, Job job) {
        put(exchange, Request.of(job.spec()), new Note(job.id(), true));
    }

    static void succeed(Exchange exchange, JobSpec spec) {
        Request request = Request.of(spec);
        Note note = notes(exchange).get(request);
        if (note != null) {
            put(exchange, request, new Note(note.jobId, false));
        }
    }

    /** Copies of an exchange share the map, so it is never changed. */
    private static void put(Exchange exchange, Request request, Note note) {
        Map<Request, Note> notes = new HashMap<>(notes(exchange));
        notes.put(request, note);
        exchange.setProperty(PROPERTY, Map.copyOf(notes));
    }

    @SuppressWarnings("unchecked")
    private static Map<Request, Note> notes(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Map.of(), Map.class);
    }
}
