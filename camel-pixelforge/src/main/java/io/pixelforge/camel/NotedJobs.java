package io.pixelforge.camel;

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

    private record Note(String jobId, boolean open) {}

    private NotedJobs() {}

    /** The id of the job that an earlier try of this step has begun; {@code null} if there was none. */
    static String find(Exchange exchange, String fingerprint) {
        Note note = notes(exchange).get(fingerprint);
        boolean redelivered = exchange.getMessage().getHeader(Exchange.REDELIVERED, false, boolean.class);
        return note != null && (note.open || redelivered) ? note.jobId : null;
    }

    static void begin(Exchange exchange, String fingerprint, String jobId) {
        put(exchange, fingerprint, new Note(jobId, true));
    }

    static void succeed(Exchange exchange, String fingerprint) {
        Note note = notes(exchange).get(fingerprint);
        if (note != null) {
            put(exchange, fingerprint, new Note(note.jobId, false));
        }
    }

    /** Copies of an exchange share the map, so it is never changed. */
    private static void put(Exchange exchange, String fingerprint, Note note) {
        Map<String, Note> notes = new HashMap<>(notes(exchange));
        notes.put(fingerprint, note);
        exchange.setProperty(PROPERTY, Map.copyOf(notes));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Note> notes(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Map.of(), Map.class);
    }
}
