package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.JobFailedException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.images.Downloads;
import io.pixelforge.camel.images.Media;
import io.pixelforge.camel.images.MediaDownloader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.util.FileUtil;

/** Puts an outcome into an exchange, the same way for producers and the consumer. */
final class OutcomeWriter {

    static final Map<String, Function<Outcome, Object>> HEADERS = Map.ofEntries(
            Map.entry(PixelForgeConstants.REQUEST_ID, of(PixelForgeJob::requestId)),
            Map.entry(PixelForgeConstants.STATUS, of(PixelForgeJob::status)),
            Map.entry(PixelForgeConstants.MODEL_ID, of(PixelForgeJob::modelId)),
            Map.entry(
                    PixelForgeConstants.MEDIA_URL,
                    of(job -> job.mediaUrls().stream().findFirst().orElse(null))),
            Map.entry(PixelForgeConstants.MEDIA_URLS, of(job -> job.mediaUrls().isEmpty() ? null : job.mediaUrls())),
            Map.entry(PixelForgeConstants.MEDIA_TYPE, of(PixelForgeJob::mediaType)),
            Map.entry(PixelForgeConstants.ERROR, of(PixelForgeJob::error)),
            Map.entry(PixelForgeConstants.POLLING_URL, of(PixelForgeJob::pollingUrl)),
            Map.entry(PixelForgeConstants.CREATED_AT, of(PixelForgeJob::createdAt)),
            Map.entry(PixelForgeConstants.UPDATED_AT, of(PixelForgeJob::updatedAt)),
            Map.entry(PixelForgeConstants.COMPLETED_AT, of(PixelForgeJob::completedAt)),
            Map.entry(PixelForgeConstants.JOB_GROUP, of(PixelForgeJob::group)),
            Map.entry(PixelForgeConstants.IDEMPOTENT_KEY, of(PixelForgeJob::idempotentKey)),
            Map.entry(PixelForgeConstants.CHARGED, outcome -> outcome.charged().toString()),
            Map.entry(PixelForgeConstants.DUPLICATE, Outcome::duplicate),
            Map.entry(
                    PixelForgeConstants.DETECTED_BY,
                    outcome -> outcome.detectedBy() == null
                            ? null
                            : outcome.detectedBy().toString()));

    private static Function<Outcome, Object> of(Function<PixelForgeJob, Object> part) {
        return outcome -> part.apply(outcome.job());
    }

    private final Downloads downloads;
    private final MediaDownloader downloader;

    /** @param downloader fetches the pictures of completed jobs; {@code null} to leave them where they are */
    OutcomeWriter(Downloads downloads, MediaDownloader downloader) {
        this.downloads = downloads;
        this.downloader = downloader;
    }

    /** An outcome and its pictures, none if they stay where they are; or why they could not be had. */
    record Fetched(Outcome outcome, List<Media> pictures, Throwable failure) {}

    /** Gets what there is to download; does not fail. */
    CompletableFuture<Fetched> fetch(Exchange exchange, Outcome outcome) {
        if (downloader == null || !outcome.isCompleted()) {
            return CompletableFuture.completedFuture(new Fetched(outcome, List.of(), null));
        }
        PixelForgeJob job = outcome.job();
        CallSpan span = CallSpan.begin(exchange, "pixelforge download");
        return downloads
                .download(downloader, exchange, job.mediaUrls(), job.requestId(), RouteStops.of(exchange))
                .handle((pictures, failure) -> {
                    Throwable cause = CallQueue.cause(failure);
                    span.end(cause);
                    return new Fetched(outcome, pictures, cause);
                });
    }

    /** Whether nothing is tried again for the exchange, since its route stops. */
    boolean isStopping(Exchange exchange) {
        return downloads.isStopping(RouteStops.of(exchange));
    }

    /** What could not be downloaded leaves the job in the body and fails the exchange. */
    void write(Exchange exchange, Fetched fetched) {
        Message message = exchange.getMessage();
        writeHeaders(message, fetched.outcome());
        message.setBody(fetched.outcome().job());
        if (fetched.failure() != null) {
            exchange.setException(fetched.failure());
        } else if (!fetched.pictures().isEmpty()) {
            writePictures(exchange, fetched.outcome(), fetched.pictures());
        }
    }

    void writeHeaders(Message message, Outcome outcome) {
        HEADERS.forEach((name, value) -> set(message, name, value.apply(outcome)));
    }

    /** Of a call that failed: what an earlier call of the route has left must not be taken for its outcome. */
    static void writeFailure(Message message, Throwable failure, String requestId) {
        HEADERS.keySet().forEach(message::removeHeader);
        set(message, PixelForgeConstants.REQUEST_ID, requestId);
        if (failure instanceof PixelForgeException e) {
            set(message, PixelForgeConstants.CHARGED, e.getCharged().toString());
        }
    }

    /** What a job that ended badly means to a route that wanted its picture. */
    static JobFailedException failure(Outcome outcome) {
        PixelForgeJob job = outcome.job();
        String charged =
                switch (outcome.charged()) {
                    case YES -> "it was charged";
                    case NO -> "it was not charged, and its key is free again";
                    case UNKNOWN -> "it is not known whether it was charged";
                };
        return new JobFailedException(
                "The request " + job.requestId() + " ended as " + job.status() + ", " + charged + ": "
                        + (job.error() == null ? "the service gives no reason" : job.error()),
                job.requestId(),
                outcome.charged());
    }

    private static void writePictures(Exchange exchange, Outcome outcome, List<Media> media) {
        Message message = exchange.getMessage();
        String stem = stem(message, outcome.job());
        if (outcome.numImages() > 1 || media.size() > 1) {
            List<Message> pictures = new ArrayList<>();
            for (int i = 0; i < media.size(); i++) {
                DefaultMessage picture = new DefaultMessage(exchange);
                picture.setHeaders(new HashMap<>(message.getHeaders()));
                writePicture(picture, media.get(i), i == 0 ? stem : stem + "-" + (i + 1));
                pictures.add(picture);
            }
            message.setBody(pictures);
        } else {
            writePicture(message, media.get(0), stem);
        }
    }

    private static void writePicture(Message message, Media media, String stem) {
        message.setBody(media.body());
        message.setHeader(Exchange.CONTENT_TYPE, media.mediaType());
        message.setHeader(Exchange.CONTENT_LENGTH, media.length());
        message.setHeader(Exchange.FILE_NAME, stem + "." + media.extension());
    }

    private static String stem(Message message, PixelForgeJob job) {
        String saved = message.getHeader(Exchange.FILE_NAME, String.class);
        String stem = saved == null ? null : FileUtil.onlyName(saved, true);
        String path = saved == null ? null : FileUtil.onlyPath(saved);
        if (stem == null || stem.isEmpty()) {
            return job.requestId() == null ? "picture" : job.requestId();
        }
        return path == null ? stem : path + "/" + stem;
    }

    private static void set(Message message, String name, Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
