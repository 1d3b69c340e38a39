package io.pixelforge.camel.gateway;

/** The gateway could not be reached, or answered with something that is no answer. Nothing was charged for the call. */
public class GatewayException extends PixelForgeException {

    public GatewayException(String message, Throwable cause, boolean retryable) {
        super(message, cause, retryable, Charged.NO);
    }
}
