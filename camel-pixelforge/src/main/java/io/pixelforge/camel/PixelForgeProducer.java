package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.PixelForgeException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands exchanges to the operation of its endpoint, and what comes of it back to the route. */
public class PixelForgeProducer extends DefaultAsyncProducer {

    private Connection connection;
    private Operation operation;
    private OutcomeWriter writer;
    private String callbackUrl;

    public PixelForgeProducer(PixelForgeEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public PixelForgeEndpoint getEndpoint() {
        return (PixelForgeEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connection = getEndpoint().connection();
        callbackUrl = getEndpoint().openCallbacks();
        operation = getEndpoint().operation(callbackUrl);
        writer = getEndpoint().writer();
    }

    @Override
    protected void doStop() throws Exception {
        if (callbackUrl != null) {
            getEndpoint().closeCallbacks();
            callbackUrl = null;
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<OutcomeWriter.Fetched> result;
        try {
            result = operation.process(exchange).thenCompose(outcome -> writer.fetch(exchange, outcome));
        } catch (Exception e) {
            finish(exchange, null, e);
            callback.done(true);
            return true;
        }
        if (result.isDone()) {
            result.whenComplete((fetched, failure) -> finish(exchange, fetched, failure));
            callback.done(true);
            return true;
        }
        // calls end in the thread of the call, which the rest of a route must not hold up
        result.whenCompleteAsync(
                (fetched, failure) -> {
                    finish(exchange, fetched, failure);
                    callback.done(false);
                },
                connection.routes());
        return false;
    }

    private void finish(Exchange exchange, OutcomeWriter.Fetched fetched, Throwable failure) {
        if (failure != null) {
            Throwable cause = CallQueue.cause(failure);
            OutcomeWriter.writeFailure(exchange.getMessage(), cause, requestId(exchange, cause));
            exchange.setException(cause);
            return;
        }
        try {
            Outcome outcome = fetched.outcome();
            boolean failed = outcome.hasFailed()
                    && getEndpoint().getOperation() != PixelForgeOperation.status
                    && getEndpoint().getConfiguration().isThrowExceptionOnFailure();
            if (failed) {
                writer.writeHeaders(exchange.getMessage(), outcome);
                exchange.setException(OutcomeWriter.failure(outcome));
            } else {
                writer.write(exchange, fetched);
            }
        } catch (Throwable e) { // an Error too: the exchange would never come back
            exchange.setException(e);
        }
    }

    /** A status or await that fails leaves its own input for whoever calls it again. */
    private String requestId(Exchange exchange, Throwable failure) {
        if (failure instanceof PixelForgeException e && e.getRequestId() != null) {
            return e.getRequestId();
        }
        return getEndpoint().getOperation().isPaid()
                ? null
                : exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }
}
