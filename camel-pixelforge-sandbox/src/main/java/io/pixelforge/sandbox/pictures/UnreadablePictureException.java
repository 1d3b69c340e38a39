package io.pixelforge.sandbox.pictures;

/** A picture is not there or cannot be decoded. */
public final class UnreadablePictureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what is wrong with it. */
    public UnreadablePictureException(String message) {
        super(message);
    }

    /** With what is wrong with it, and how that was found out. */
    public UnreadablePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
