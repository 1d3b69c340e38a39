package io.pixelforge.camel.gateway;

/**
 * A POST was sent and its fate is not known: it may have been accepted and charged. Never repeated by itself.
 * {@link #getRequestId()} is known only where the service did answer but its answer could not be written.
 */
public class SubmissionUnknownException extends PixelForgeException {

    public SubmissionUnknownException(String message, String requestId, Throwable cause) {
        super(message, cause, false, Charged.UNKNOWN);
        setRequestId(requestId);
    }
}
