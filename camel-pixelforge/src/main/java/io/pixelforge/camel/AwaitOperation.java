package io.pixelforge.camel;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.SubmitOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** Waits for the end of a request that was submitted earlier, here or elsewhere, and takes it from nobody. */
final class AwaitOperation implements Operation {

    private final Connection connection;
    private final RequestIds requestIds;
    private final SubmitOptions options;

    AwaitOperation(Connection connection, RequestIds requestIds, SubmitOptions options) {
        this.connection = connection;
        this.requestIds = requestIds;
        this.options = options;
    }

    @Override
    public CompletableFuture<Outcome> process(Exchange exchange) {
        String requestId = requestIds.of(exchange.getMessage());
        Duration timeout = options.completionTimeout();
        Optional<Job> known = connection.tracker().find(connection.scope(), requestId);
        return known.map(job -> awaitKnown(exchange, job, timeout))
                .orElseGet(() -> connection
                        .watcher()
                        .awaiting()
                        .awaitForeign(connection.scope(), requestId, options, timeout, RouteStops.of(exchange)))
                .thenApply(job -> Outcome.of(job, null));
    }

    private CompletableFuture<Job> awaitKnown(Exchange exchange, Job known, Duration timeout) {
        JobTracker tracker = connection.tracker();
        return tracker.awaiting()
                .awaitOther(
                        known,
                        timeout,
                        RouteStops.of(exchange),
                        connection.watcher().awaiting())
                .thenApply(job -> {
                    WaiterCompletion.add(exchange, tracker, job);
                    return job;
                });
    }
}
