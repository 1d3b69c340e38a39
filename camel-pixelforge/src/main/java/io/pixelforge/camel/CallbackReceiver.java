package io.pixelforge.camel;

import io.pixelforge.camel.gateway.Callback;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobTracker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers callbacks. Anybody can send one, so the most that follows from it is a question to the gateway, and nothing of
 * it goes into a route or a log.
 */
final class CallbackReceiver implements Processor {

    /** The header in which Camel's HTTP components give the last part of the path. */
    static final String TOKEN = "token";

    private static final Logger LOG = LoggerFactory.getLogger(CallbackReceiver.class);

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LONG = 413;
    private static final int UNAVAILABLE = 503;

    private final Supplier<Collection<JobTracker>> trackers;
    private final Map<Integer, Long> answered = new TreeMap<>();

    /** @param trackers of all repositories that may have the job of a callback */
    CallbackReceiver(Supplier<Collection<JobTracker>> trackers) {
        this.trackers = trackers;
    }

    @Override
    public void process(Exchange exchange) {
        String token = exchange.getMessage().getHeader(TOKEN, String.class);
        int code = answer(token, exchange.getMessage().getBody(InputStream.class));
        synchronized (answered) {
            answered.merge(code, 1L, Long::sum);
        }
        exchange.setMessage(
                new DefaultMessage(exchange)); // with no header of the callback, which Camel would send back
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, code);
    }

    /** How many callbacks got which status code. */
    Map<Integer, Long> answered() {
        synchronized (answered) {
            return new TreeMap<>(answered);
        }
    }

    private int answer(String token, InputStream body) {
        try {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(Callback.MAX_LENGTH + 1);
            if (bytes.length > Callback.MAX_LENGTH) {
                return TOO_LONG;
            }
            for (JobTracker tracker : trackers.get()) {
                Optional<Job> job = tracker.findByCallback(token);
                if (job.isPresent()) {
                    boolean about =
                            tracker.calledBack(job.get(), Callback.parse(bytes).requestId());
                    return about ? OK : BAD_REQUEST;
                }
            }
            return NOT_FOUND;
        } catch (IOException | InvalidRequestException e) {
            return BAD_REQUEST;
        } catch (RuntimeException e) {
            LOG.warn("A PixelForge callback could not be noted, its job is found by polling: {}", e.toString());
            return UNAVAILABLE;
        }
    }
}
