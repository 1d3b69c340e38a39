package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GenerateRequest;
import io.pixelforge.camel.gateway.ImageRequest;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Status;
import io.pixelforge.camel.jobs.Delivery;
import io.pixelforge.camel.jobs.DetectedBy;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobState;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Expression;

/** Makes a picture; its job ends with the answer to the call. */
final class GenerateOperation extends SubmitOperation {

    private final Connection connection;
    private final Clock clock;

    GenerateOperation(
            Connection connection,
            PixelForgeConfiguration configuration,
            Expression idempotentKey,
            Publishing publishing,
            Clock clock) {
        super(PixelForgeOperation.generate, connection, configuration, idempotentKey, publishing, clock);
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    CallQueue.Kind kind() {
        return CallQueue.Kind.GENERATE;
    }

    @Override
    Delivery delivery() {
        return Delivery.WAITER;
    }

    @Override
    Job send(Job job, ImageRequest request, String callbackToken) {
        String url = connection.client().generate((GenerateRequest) request);
        Instant now = clock.instant();
        return job.change()
                .state(JobState.COMPLETED)
                .submitted(null, null, now)
                .answer(new JobStatus(null, Status.COMPLETED, null, null, List.of(url), null, null, null, null))
                .ended(now, DetectedBy.SUBMIT)
                .done();
    }

    @Override
    CompletableFuture<Job> accepted(Job job, Collection<String> routes) {
        return CompletableFuture.completedFuture(job);
    }
}
