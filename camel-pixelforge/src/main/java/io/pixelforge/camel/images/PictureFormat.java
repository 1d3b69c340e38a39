package io.pixelforge.camel.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The picture formats that the service takes and makes, told apart by their first bytes. */
public enum PictureFormat {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp");

    /** How many first bytes {@link #of} needs to see. */
    public static final int HEAD = 12;

    private static final byte[] PNG_HEAD = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_HEAD = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private final String mediaType;
    private final String extension;

    PictureFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The format that these first bytes begin; empty if it is none of them. */
    public static Optional<PictureFormat> of(byte[] head) {
        if (startsWith(head, PNG_HEAD)) {
            return Optional.of(PNG);
        }
        if (startsWith(head, JPEG_HEAD)) {
            return Optional.of(JPEG);
        }
        boolean webp = head.length >= HEAD
                && new String(head, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")
                && new String(head, 8, 4, StandardCharsets.ISO_8859_1).equals("WEBP");
        return webp ? Optional.of(WEBP) : Optional.empty();
    }

    /** Its media type, such as {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** Its file name extension, without a dot. */
    public String extension() {
        return extension;
    }

    private static boolean startsWith(byte[] bytes, byte[] head) {
        return bytes.length >= head.length && Arrays.equals(bytes, 0, head.length, head, 0, head.length);
    }
}
