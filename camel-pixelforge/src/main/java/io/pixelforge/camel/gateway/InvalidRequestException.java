package io.pixelforge.camel.gateway;

/** The request cannot be accepted as it is: found before any call, or refused with 400, 404 or 422. Not charged. */
public class InvalidRequestException extends PixelForgeException {

    public InvalidRequestException(String message) {
        super(message, null, false, Charged.NO);
    }
}
