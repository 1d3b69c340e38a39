package io.pixelforge.camel.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * The part of a job that never changes.
 *
 * @param id          ours, given before the service has given its own
 * @param scope       where it belongs
 * @param operation   {@code relight} or {@code generate}
 * @param key         the idempotent key; {@code null} if it has none
 * @param fingerprint SHA-256 of the input before publishing, in hex
 * @param options     what the submitter asked for
 * @param headers     the submitter's headers that come back with the end
 * @param createdAt   when it was reserved
 */
public record JobSpec(
        String id,
        Scope scope,
        String operation,
        String key,
        String fingerprint,
        SubmitOptions options,
        Map<String, Object> headers,
        Instant createdAt) {

    public JobSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(scope, "scope");
    }

    /** The same of a job that may have had to wait for its reservation. */
    JobSpec reservedAt(Instant now) {
        return new JobSpec(id, scope, operation, key, fingerprint, options, headers, now);
    }
}
