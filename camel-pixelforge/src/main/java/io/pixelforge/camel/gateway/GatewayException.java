package io.pixelforge.camel.gateway;

/**
 * The request was not made, since the gateway could not be reached, or the component is stopping or full; or the answer
 * to a call that is free of charge was none.
 */
public class GatewayException extends PixelForgeException {

    public GatewayException(String message, Throwable cause) {
        super(message, cause, true, Charged.NO);
    }
}
