package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.CallbackUrl;
import io.pixelforge.camel.gateway.ImageRequest;
import io.pixelforge.camel.gateway.RelightRequest;
import io.pixelforge.camel.gateway.Submission;
import io.pixelforge.camel.jobs.Delivery;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobState;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Expression;

/** Submits a relight job and, if asked to, waits for its end. */
final class RelightOperation extends SubmitOperation {

    private final Connection connection;
    private final boolean awaitCompletion;
    private final Duration completionTimeout;
    private final Clock clock;
    private final String callbackUrl;
    private final String mode;

    /** @param callbackUrl what the service calls back, without a token; {@code null} if it is to call nothing */
    RelightOperation(
            Connection connection,
            PixelForgeConfiguration configuration,
            Expression idempotentKey,
            Publishing publishing,
            Clock clock,
            String callbackUrl) {
        super(PixelForgeOperation.relight, connection, configuration, idempotentKey, publishing, clock);
        this.connection = connection;
        this.awaitCompletion = configuration.isAwaitCompletion();
        this.completionTimeout = Duration.ofMillis(configuration.getCompletionTimeout());
        this.clock = clock;
        this.callbackUrl = callbackUrl;
        this.mode = configuration.getWebhookMode().name();
    }

    @Override
    CallQueue.Kind kind() {
        return CallQueue.Kind.SUBMIT;
    }

    @Override
    Delivery delivery() {
        return awaitCompletion ? Delivery.WAITER : Delivery.CONSUMER;
    }

    @Override
    Job send(Job job, ImageRequest request, String callbackToken) {
        CallbackUrl callback = callbackToken == null ? null : new CallbackUrl(callbackUrl + "/" + callbackToken, mode);
        Submission accepted = connection.client().relight((RelightRequest) request, callback);
        return job.change()
                .state(JobState.QUEUED)
                .submitted(accepted.requestId(), accepted.pollingUrl(), clock.instant())
                .dueAt(connection.tracker().firstQuestion(job.spec().options()))
                .done();
    }

    @Override
    CompletableFuture<Job> accepted(Job job, Collection<String> routes) {
        return awaitCompletion && !job.state().isEnded()
                ? connection
                        .tracker()
                        .awaiting()
                        .awaitOwn(
                                job,
                                completionTimeout,
                                routes,
                                connection.watcher().awaiting())
                : CompletableFuture.completedFuture(job);
    }
}
