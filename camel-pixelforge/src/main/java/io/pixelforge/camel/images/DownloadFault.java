package io.pixelforge.camel.images;

import java.io.IOException;
import java.time.Duration;

/**
 * Why a picture could not be downloaded, where more is known than that the line broke. Any other {@link IOException} is
 * worth another try.
 */
final class DownloadFault extends IOException {

    private final int code;
    private final boolean worthAnother;
    private final transient Duration retryAfter;

    private DownloadFault(String message, int code, boolean worthAnother, Duration retryAfter) {
        super(message);
        this.code = code;
        this.worthAnother = worthAnother;
        this.retryAfter = retryAfter;
    }

    /** It would be the same at the next try. */
    static DownloadFault lasting(String message) {
        return new DownloadFault(message, 0, false, null);
    }

    /** @param retryAfter how long the host wants to be left alone; {@code null} if it does not say so */
    static DownloadFault status(int code, Duration retryAfter) {
        return new DownloadFault(
                switch (code) {
                    case 403 ->
                        "HTTP 403, as for a signed link that has run out: pixelforge:status asks the service anew";
                    case 404 -> "HTTP 404, it is not there, or no longer";
                    default -> "HTTP " + code;
                },
                code,
                code >= 500 || code == 404 || code == 408 || code == 425 || code == 429,
                retryAfter);
    }

    /** The HTTP status; 0 if that is not what was wrong. */
    int code() {
        return code;
    }

    boolean isWorthAnother() {
        return worthAnother;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
