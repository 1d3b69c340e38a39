package io.pixelforge.camel.gateway;

/**
 * A notice, not an end: nobody waits in this exchange any longer, but the job goes on and stays known. Use
 * {@code pixelforge:await} with {@link #getRequestId()} to wait again; a consumer of the job's group gets its end too.
 */
public class CompletionTimeoutException extends PixelForgeException {

    public CompletionTimeoutException(String message, String requestId) {
        super(message, null, true, Charged.UNKNOWN);
        setRequestId(requestId);
    }
}
