package io.pixelforge.camel;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.jobs.Job;
import java.time.Instant;
import java.util.List;

/**
 * A request as routes see it. It converts to JSON as text, bytes or a stream, and to a {@code Map}.
 *
 * @param requestId     {@code request_id}; {@code null} for generate
 * @param status        {@code status}: {@code QUEUED}, {@code PROCESSING}, {@code COMPLETED}, {@code FAILED},
 *                      {@code ERROR}, or {@code LOST} if the gateway has long not known it
 * @param modelId       {@code model_id}; may be {@code null}
 * @param mediaUrls     {@code output.media_url}; empty if the service has given none, never for {@code COMPLETED}
 * @param mediaType     {@code output.media_type}; may be {@code null}
 * @param error         why it ended without a picture; {@code null} otherwise
 * @param pollingUrl    {@code polling_url} as the service said it; {@code null} if not submitted from here
 * @param createdAt     {@code created_at}; times without a zone are UTC, those that cannot be read are {@code null}
 * @param updatedAt     {@code updated_at}
 * @param completedAt   {@code completed_at}
 * @param group         the option {@code jobGroup}
 * @param idempotentKey the value of the option {@code idempotentKey}; {@code null} without one
 */
public record PixelForgeJob(
        String requestId,
        String status,
        String modelId,
        List<String> mediaUrls,
        String mediaType,
        String error,
        String pollingUrl,
        @JsonSerialize(using = ToStringSerializer.class) Instant createdAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant updatedAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant completedAt,
        String group,
        String idempotentKey) {

    static PixelForgeJob of(Job job) {
        JobStatus answer = job.answer();
        return new PixelForgeJob(
                job.requestId(),
                job.state().name(),
                answer == null ? null : answer.modelId(),
                answer == null ? List.of() : answer.mediaUrls(),
                answer == null ? null : answer.mediaType(),
                answer != null && answer.error() != null ? answer.error() : job.error(),
                job.pollingUrl(),
                answer == null ? null : answer.createdAt(),
                answer == null ? null : answer.updatedAt(),
                answer == null ? null : answer.completedAt(),
                job.spec().scope().group(),
                job.spec().key());
    }

    static PixelForgeJob of(JobStatus answer, String group) {
        return new PixelForgeJob(
                answer.requestId(),
                answer.status().name(),
                answer.modelId(),
                answer.mediaUrls(),
                answer.mediaType(),
                answer.error(),
                null,
                answer.createdAt(),
                answer.updatedAt(),
                answer.completedAt(),
                group,
                null);
    }
}
