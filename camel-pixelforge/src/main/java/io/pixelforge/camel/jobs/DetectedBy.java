package io.pixelforge.camel.jobs;

import java.util.Locale;

/** How the end of a job was seen. */
public enum DetectedBy {
    /** By asking for its status. */
    POLL,
    /** By asking for its status because the service had called back. */
    WEBHOOK,
    /** It was in the answer to the submit. */
    SUBMIT;

    /** The value of the header {@code CamelPixelForgeDetectedBy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
