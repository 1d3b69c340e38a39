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
    private final Object owner;

    AwaitOperation(Connection connection, RequestIds requestIds, SubmitOptions options, Object owner) {
        this.connection = connection;
        this.requestIds = requestIds;
        this.options = options;
        this.owner = owner;
    }

    @Override
    public CompletableFuture<Outcome> process(Exchange exchange) {
        String requestId = requestIds.of(exchange.getMessage());
        Duration timeout = options.completionTimeout();
        Optional<Job> known = connection.tracker().find(connection.scope(), requestId);
        JobTracker tracker = known.isPresent() ? connection.tracker() : connection.watcher();
        return known.map(job -> tracker.awaitOther(job, timeout, owner))
                .orElseGet(() -> tracker.awaitForeign(connection.scope(), requestId, options, timeout, owner))
                .thenApply(job -> {
                    WaiterCompletion.add(exchange, tracker, job);
                    return Outcome.of(job, null);
                });
    }
}
