package io.pixelforge.camel.images;

import io.pixelforge.camel.gateway.Backoff;
import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.ForeignText;
import io.pixelforge.camel.gateway.MediaException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts to get one picture. */
final class Download {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private final Downloads downloads;
    private final MediaDownloader downloader;
    private final String mediaUrl;
    private final String requestId;
    private final Collection<String> routes;
    private final DownloadRules rules;
    private final Instant end;
    private final CompletableFuture<Downloaded> result = new CompletableFuture<>();
    private int attempts;
    private Throwable last;
    private volatile Future<?> wakeUp;

    Download(
            Downloads downloads,
            MediaDownloader downloader,
            String mediaUrl,
            String requestId,
            Collection<String> routes,
            DownloadRules rules,
            Instant begin) {
        this.downloads = downloads;
        this.downloader = downloader;
        this.mediaUrl = mediaUrl;
        this.requestId = requestId;
        this.routes = routes;
        this.rules = rules;
        this.end = begin.plus(rules.limit());
    }

    /** What the last attempt ends with; fails with a {@link MediaException}. */
    CompletableFuture<Downloaded> result() {
        return result;
    }

    Collection<String> routes() {
        return routes;
    }

    void attempt() {
        downloads.enqueue(() -> downloader.fetch(mediaUrl, attempts, end)).whenComplete((picture, failure) -> {
            if (failure == null) {
                result.complete(picture);
            } else {
                failed(CallQueue.cause(failure));
            }
        });
    }

    private void failed(Throwable failure) {
        last = failure;
        attempts++;
        DownloadFault fault = failure instanceof DownloadFault known ? known : null;
        boolean worthAnother = fault == null ? failure instanceof IOException : fault.isWorthAnother();
        Duration asked = fault == null ? null : fault.retryAfter();
        Duration delay = asked != null ? asked : Backoff.delay(rules.firstDelay(), 2, attempts - 1, MAX_DELAY);
        if (!worthAnother) {
            giveUp(null);
        } else if (attempts >= rules.attempts()
                || !downloads.clock().instant().plus(delay).isBefore(end)) {
            giveUp(attempts == 1 ? "it is not tried again" : "it was tried " + attempts + " times");
        } else {
            LOG.info("{}; next attempt in {} ms", what(), delay.toMillis());
            downloads.rest(this, delay);
        }
    }

    /** @param alarm what ends its rest; not needed any more once it has given up, and a timer would wait for it */
    void rests(Future<?> alarm) {
        wakeUp = alarm;
        if (result.isDone()) {
            alarm.cancel(false);
        }
    }

    /** @param why why it is not tried again; {@code null} where that goes without saying */
    void giveUp(String why) {
        MediaException e = new MediaException(
                what() + (why == null ? "" : "; " + why) + ". " + whatToDo(), last, url(), requestId);
        if (last instanceof DownloadFault fault) {
            e.setHttpResponseCode(fault.code());
        }
        result.completeExceptionally(e);
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
    }

    private String what() {
        return (requestId == null ? "The generated picture" : "The picture of request " + requestId)
                + " could not be downloaded from " + ForeignText.url(mediaUrl) + ": " + reason();
    }

    private String whatToDo() {
        return requestId == null
                ? "It is paid for and stays there; the same request with the same idempotentKey fetches it again."
                : "The job stays ended; pixelforge:await with download=true fetches it again.";
    }

    private String reason() {
        String message = last.getMessage();
        boolean ours = last instanceof DownloadFault;
        return ours
                ? message
                : last.getClass().getSimpleName() + (message == null ? "" : ": " + ForeignText.clean(message));
    }

    private URI url() {
        try {
            return new URI(mediaUrl);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
