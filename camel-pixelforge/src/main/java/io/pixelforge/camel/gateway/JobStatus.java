package io.pixelforge.camel.gateway;

import java.time.Instant;
import java.util.List;

/**
 * One clean answer of the service about a request. Everything in it is data from outside.
 *
 * @param requestId   {@code request_id}
 * @param status      {@code status}
 * @param modelId     {@code model_id}; may be {@code null}
 * @param error       {@code error}; {@code null} where there is none
 * @param mediaUrls   {@code output.media_url}; empty before the end, one or more when {@code COMPLETED}
 * @param mediaType   {@code output.media_type}; may be {@code null}, and is often {@code application/octet-stream}
 * @param createdAt   {@code created_at}; {@code null} where missing or unreadable, like the two below
 * @param updatedAt   {@code updated_at}
 * @param completedAt {@code completed_at}
 */
public record JobStatus(
        String requestId,
        Status status,
        String modelId,
        String error,
        List<String> mediaUrls,
        String mediaType,
        Instant createdAt,
        Instant updatedAt,
        Instant completedAt) {

    public JobStatus {
        mediaUrls = mediaUrls == null ? List.of() : List.copyOf(mediaUrls);
    }
}
