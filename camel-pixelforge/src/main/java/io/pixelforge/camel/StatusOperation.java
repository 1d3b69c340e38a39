package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** Asks once how far a request is, and changes nothing. */
final class StatusOperation implements Operation {

    private final Connection connection;
    private final RequestIds requestIds;

    StatusOperation(Connection connection, RequestIds requestIds) {
        this.connection = connection;
        this.requestIds = requestIds;
    }

    @Override
    public CompletableFuture<Outcome> process(Exchange exchange) {
        String requestId = requestIds.of(exchange.getMessage());
        return connection
                .calls()
                .submit(connection.client().pace(), CallQueue.Kind.STATUS, () -> connection
                        .client()
                        .status(requestId))
                .thenApply(answer -> Outcome.of(answer, connection.scope().group()));
    }
}
