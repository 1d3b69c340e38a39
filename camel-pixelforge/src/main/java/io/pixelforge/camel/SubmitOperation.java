package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.ImageRequest;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.Json;
import io.pixelforge.camel.gateway.RelightRequest;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.camel.jobs.Delivery;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobSpec;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.Submit;
import io.pixelforge.camel.jobs.SubmitOptions;
import io.pixelforge.camel.jobs.Submitted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/** What the two paid operations have in common: from an exchange to a job that was sent at most once. */
abstract class SubmitOperation implements Operation {

    private final PixelForgeOperation operation;
    private final Connection connection;
    private final PixelForgeConfiguration configuration;
    private final Expression idempotentKey;
    private final Publishing publishing;
    private final Clock clock;
    private final RequestReader reader;
    private final SavedHeaders savedHeaders;
    private final SubmitOptions options;

    /**
     * @param idempotentKey {@code null} for requests without a key
     * @param publishing    for requests whose pictures have no URLs
     */
    SubmitOperation(
            PixelForgeOperation operation,
            Connection connection,
            PixelForgeConfiguration configuration,
            Expression idempotentKey,
            Publishing publishing,
            Clock clock) {
        this.operation = operation;
        this.connection = connection;
        this.configuration = configuration;
        this.idempotentKey = idempotentKey;
        this.publishing = publishing;
        this.clock = clock;
        this.reader = new RequestReader(operation, configuration.requestParameters());
        this.savedHeaders = new SavedHeaders(configuration.getSaveHeaders());
        this.options = configuration.submitOptions(1);
    }

    abstract CallQueue.Kind kind();

    abstract Delivery delivery();

    /**
     * Makes the call and returns the job after it.
     *
     * @param callbackToken the end of the URL that the service calls back; {@code null} if it is to call none
     */
    abstract Job send(Job job, ImageRequest request, String callbackToken);

    /**
     * What follows once the service has accepted the job.
     *
     * @param routes whose stop ends any waiting
     */
    abstract CompletableFuture<Job> accepted(Job job, Collection<String> routes);

    @Override
    public CompletableFuture<Outcome> process(Exchange exchange) {
        RequestReader.Input input = reader.read(exchange);
        publishing.requirePublisher(input.images());
        JobSpec spec = spec(exchange, input);
        Collection<String> routes = RouteStops.of(exchange);
        Job noted = NotedJobs.find(exchange, spec);
        Submit submit = new Submit(
                spec,
                delivery(),
                kind(),
                connection.client().pace(),
                configuration.getOnUnknown() == PixelForgeConfiguration.OnUnknown.resubmit,
                configuration.getMaxInFlight(),
                configuration.getWhenFull() == PixelForgeConfiguration.WhenFull.reject,
                noted == null ? null : noted.id(),
                routes,
                new Sending(exchange, input, spec.fingerprint()));
        return submitted(submit, noted)
                .whenComplete((submitted, failure) -> publishing.ended(
                        exchange, spec.fingerprint(), failure == null ? null : CallQueue.cause(failure)))
                .whenComplete((submitted, failure) -> note(exchange, submitted, failure, spec))
                .thenCompose(submitted ->
                        accepted(submitted.job(), routes).thenApply(job -> new Submitted(job, submitted.duplicate())))
                .thenApply(submitted -> {
                    NotedJobs.succeed(exchange, spec, submitted.job());
                    reader.removeHeaders(exchange.getMessage());
                    WaiterCompletion.add(exchange, connection.tracker(), submitted.job());
                    return Outcome.of(submitted.job(), submitted.duplicate());
                });
    }

    /** A job without a key is forgotten once its end was taken, but not by the exchange that had submitted it. */
    private CompletableFuture<Submitted> submitted(Submit submit, Job noted) {
        boolean mayBeTaken = noted != null
                && (noted.state().isPending()
                        || noted.state() == JobState.COMPLETED
                        || noted.state() == JobState.UNKNOWN && noted.spec().key() == null);
        if (!mayBeTaken || !connection.tracker().isForgotten(noted)) {
            return connection.tracker().submit(submit);
        }
        return noted.state() == JobState.UNKNOWN
                ? CompletableFuture.failedFuture(decided(noted))
                : CompletableFuture.completedFuture(new Submitted(noted, true));
    }

    private static SubmissionUnknownException decided(Job noted) {
        return new SubmissionUnknownException(
                "The first POST of " + noted.describe() + " was in doubt, and it was decided since whether it was"
                        + " accepted. Nothing was sent again. If it was not accepted, submit it in an exchange of its own.",
                null,
                null);
    }

    private static void note(Exchange exchange, Submitted submitted, Throwable failure, JobSpec spec) {
        if (failure == null) {
            NotedJobs.begin(exchange, submitted.job());
        } else if (CallQueue.cause(failure) instanceof SubmissionUnknownException) {
            NotedJobs.doubt(exchange, spec);
        }
    }

    private JobSpec spec(Exchange exchange, RequestReader.Input input) {
        Integer numImages = input.request() instanceof RelightRequest relight ? relight.numImages() : null;
        return new JobSpec(
                UUID.randomUUID().toString(),
                connection.scope(),
                operation.name(),
                key(exchange),
                fingerprint(input),
                numImages == null || numImages == 1 ? options : configuration.submitOptions(numImages),
                savedHeaders.of(exchange.getMessage().getHeaders()),
                clock.instant());
    }

    private String key(Exchange exchange) {
        if (idempotentKey == null) {
            return null;
        }
        String key = idempotentKey.evaluate(exchange, String.class);
        if (key == null || key.isBlank()) {
            throw new InvalidRequestException("The idempotentKey " + configuration.getIdempotentKey()
                    + " is empty for this exchange. Nothing was sent. Choose an expression that every exchange has a"
                    + " value for.");
        }
        return key;
    }

    /** Of the input before publishing, since a picture that is published again has another URL and is the same. */
    private String fingerprint(RequestReader.Input input) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(operation.name().getBytes(StandardCharsets.UTF_8));
            sha.update(Json.write(input.request()));
            for (RequestReader.Image image : input.images()) {
                sha.update(
                        image.url() == null
                                ? HexFormat.of().parseHex(image.picture().digest())
                                : image.url().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Sending implements Submit.Sending {
        private final Exchange exchange;
        private final RequestReader.Input input;
        private final String fingerprint;

        Sending(Exchange exchange, RequestReader.Input input, String fingerprint) {
            this.exchange = exchange;
            this.input = input;
            this.fingerprint = fingerprint;
        }

        @Override
        public List<String> publish() throws Exception {
            return publishing.publish(exchange, input.images(), fingerprint);
        }

        @Override
        public Job send(Job job, String callbackToken) {
            ImageRequest request = input.request();
            ImageRequest published = job.imageUrls().isEmpty() ? request : request.withImageUrls(job.imageUrls());
            return CallSpan.around(
                    exchange,
                    "pixelforge:" + operation + " call",
                    () -> SubmitOperation.this.send(job, published, callbackToken));
        }

        @Override
        public void began(Job job) {
            NotedJobs.begin(exchange, job);
        }
    }
}
