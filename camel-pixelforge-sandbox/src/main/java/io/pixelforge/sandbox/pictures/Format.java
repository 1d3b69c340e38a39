package io.pixelforge.sandbox.pictures;

import java.util.Locale;

/** The formats of results. */
public enum Format {
    /** Lossless. */
    PNG,
    /** Smaller. */
    JPEG;

    /** The format of {@code output_format}'s word. */
    public static Format of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word of {@code output_format}, which is the file's extension too. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The media type. */
    public String mediaType() {
        return "image/" + word();
    }
}
