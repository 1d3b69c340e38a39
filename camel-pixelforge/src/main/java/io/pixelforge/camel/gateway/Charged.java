package io.pixelforge.camel.gateway;

import java.util.Locale;

/** Whether the service has charged for something, as far as that can be known. */
public enum Charged {
    /** A result was made: the job is {@code COMPLETED} or {@code FAILED}. */
    YES,
    /** Refused, never accepted, or ended as {@code ERROR}, which the service does not charge. */
    NO,
    /** Not known: the job has not ended, the gateway has lost it, or the fate of a POST is in doubt. */
    UNKNOWN;

    /** The value of the header {@code CamelPixelForgeCharged}: {@code yes}, {@code no} or {@code unknown}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
