package io.pixelforge.camel.gateway;

/** The gateway does not accept the API key (401, 403). Not charged. */
public class AuthenticationException extends PixelForgeException {

    public AuthenticationException(String message) {
        super(message, null, false, Charged.NO);
    }
}
