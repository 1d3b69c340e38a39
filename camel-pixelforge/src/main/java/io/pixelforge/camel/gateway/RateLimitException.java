package io.pixelforge.camel.gateway;

/** The gateway was asked too much (429, or 503 with {@code Retry-After}), past our own retries. Not charged. */
public class RateLimitException extends PixelForgeException {

    public RateLimitException(String message) {
        super(message, null, true, Charged.NO);
    }
}
