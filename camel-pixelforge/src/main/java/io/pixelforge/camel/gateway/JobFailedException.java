package io.pixelforge.camel.gateway;

/** The job ended without a picture: {@code FAILED} (charged), {@code ERROR} (not charged), or lost by the gateway. */
public class JobFailedException extends PixelForgeException {

    public JobFailedException(String message, String requestId, Charged charged) {
        super(message, null, charged == Charged.NO, charged);
        setRequestId(requestId);
    }
}
