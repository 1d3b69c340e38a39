package io.pixelforge.camel.gateway;

/**
 * A notice, not an end: nobody waits in this exchange any longer, since {@code completionTimeout} is over or its route
 * stops, but the job goes on. Use {@code pixelforge:await} with {@link #getRequestId()} to wait again. After a time-out
 * of the exchange that had submitted the job, a consumer of its group gets the end too.
 */
public class CompletionTimeoutException extends PixelForgeException {

    public CompletionTimeoutException(String message, String requestId) {
        super(message, null, true, Charged.UNKNOWN);
        setRequestId(requestId);
    }
}
