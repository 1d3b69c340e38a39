package io.pixelforge.camel.gateway;

/**
 * As many jobs of the group as {@code maxInFlight} allows have not ended, and {@code whenFull=reject}. Nothing was sent or
 * charged; the same request may be submitted again later.
 */
public class InFlightLimitException extends GatewayException {

    public InFlightLimitException(String message) {
        super(message, null);
    }
}
