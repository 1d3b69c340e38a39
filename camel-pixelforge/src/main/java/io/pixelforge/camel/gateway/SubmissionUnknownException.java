package io.pixelforge.camel.gateway;

/** A POST was sent and its fate is not known: it may have been accepted and charged. Never repeated by itself. */
public class SubmissionUnknownException extends PixelForgeException {

    public SubmissionUnknownException(String message, Throwable cause) {
        super(message, cause, false, Charged.UNKNOWN);
    }
}
