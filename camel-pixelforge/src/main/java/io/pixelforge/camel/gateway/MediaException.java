package io.pixelforge.camel.gateway;

import java.net.URI;

/**
 * A finished picture could not be downloaded. The job stays ended: {@code pixelforge:await} can
 * fetch that of a relight job again, and any job's the same request under the same {@code idempotentKey}.
 */
public class MediaException extends PixelForgeException {

    private final transient URI mediaUrl;

    public MediaException(String message, Throwable cause, URI mediaUrl, String requestId) {
        super(message, cause, true, Charged.YES);
        this.mediaUrl = mediaUrl;
        setRequestId(requestId);
    }

    /** Where the picture was to be had, {@code media_url} in the service's answer. */
    public URI getMediaUrl() {
        return mediaUrl;
    }
}
