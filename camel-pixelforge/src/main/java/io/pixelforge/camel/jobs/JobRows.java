package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs as rows and back. A row has the times of the database's clock, a job those of ours, and {@code ahead} is how far
 * the database's clock is ahead.
 */
final class JobRows {

    private final Dialect dialect;
    private final Duration ahead;

    JobRows(Dialect dialect, Duration ahead) {
        this.dialect = dialect;
        this.ahead = ahead;
    }

    /** The columns that never change. */
    Map<String, Object> spec(JobSpec spec) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", spec.id());
        row.put("job_group", spec.scope().group());
        row.put("origin", spec.scope().origin());
        row.put("operation", spec.operation());
        row.put("idempotent_key", spec.key());
        row.put("fingerprint", spec.fingerprint());
        row.put("headers", HeaderJson.write(spec.headers()));
        row.put("options", RowJson.writeOptions(spec.options()));
        row.put("created_at", time(spec.createdAt()));
        return row;
    }

    /** The columns that each version of a job has anew, but for its lease. */
    Map<String, Object> version(Job job) {
        JobStatus answer = job.answer();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(
                "held_key",
                job.holdsKey()
                        ? heldKey(
                                job.spec().scope(),
                                job.spec().operation(),
                                job.spec().key())
                        : null);
        row.put("state", job.state().name());
        row.put("delivery", job.delivery().name());
        row.put("request_id", job.requestId());
        row.put("polling_url", text(job.pollingUrl()));
        row.put("image_urls", RowJson.write(job.imageUrls()));
        row.put("model_id", answer == null ? null : text(answer.modelId()));
        row.put("media_urls", answer == null ? "[]" : RowJson.write(answer.mediaUrls()));
        row.put("media_type", answer == null ? null : text(answer.mediaType()));
        row.put("service_error", answer == null ? null : text(answer.error()));
        row.put("error", text(job.error()));
        row.put(
                "detected_by",
                job.detectedBy() == null ? null : job.detectedBy().name());
        row.put("slowdown", job.slowdown());
        row.put("deliveries", job.deliveries());
        row.put("submitted_at", time(job.submittedAt()));
        row.put("ended_at", time(job.endedAt()));
        row.put("missing_since", time(job.missingSince()));
        row.put("service_created_at", dialect.write(answer == null ? null : answer.createdAt()));
        row.put("service_updated_at", dialect.write(answer == null ? null : answer.updatedAt()));
        row.put("service_completed_at", dialect.write(answer == null ? null : answer.completedAt()));
        row.put("due_at", time(job.dueAt()));
        row.put("work", job.work() == null ? null : job.work().name());
        row.put("expires_at", time(job.expiresAt()));
        row.put("callback_hash", job.callbacks().tokenHash());
        row.put("callback_request_id", job.callbacks().requestId());
        row.put("hints_seen", job.callbacks().hints());
        return row;
    }

    Job read(ResultSet row) throws SQLException {
        JobSpec spec = new JobSpec(
                row.getString("id"),
                new Scope(row.getString("job_group"), row.getString("origin")),
                row.getString("operation"),
                row.getString("idempotent_key"),
                row.getString("fingerprint"),
                RowJson.readOptions(row.getString("options")),
                HeaderJson.read(row.getString("headers")),
                time(row, "created_at"));
        JobState state = JobState.valueOf(row.getString("state"));
        String detectedBy = row.getString("detected_by");
        return new Job(
                spec,
                state,
                Delivery.valueOf(row.getString("delivery")),
                time(row, "due_at"),
                new Lease(row.getString("lease_owner"), row.getLong("lease_number"), time(row, "lease_until")),
                RowJson.readList(row.getString("image_urls")),
                row.getString("request_id"),
                row.getString("polling_url"),
                time(row, "submitted_at"),
                time(row, "ended_at"),
                answer(row, state),
                row.getString("error"),
                detectedBy == null ? null : DetectedBy.valueOf(detectedBy),
                row.getInt("slowdown"),
                time(row, "missing_since"),
                row.getInt("deliveries"),
                callbacks(row));
    }

    private Callbacks callbacks(ResultSet row) throws SQLException {
        int hints = row.getInt("hints");
        return new Callbacks(
                row.getString("callback_hash"),
                row.getString("callback_request_id"),
                hints,
                time(row, "hint_at"),
                hints != row.getInt("hints_seen"));
    }

    /** A time of the database's as one of ours. */
    Instant ours(Instant theirs) {
        return theirs.minus(ahead);
    }

    /** Which keys are one: keys of another group, gateway or operation are others, and a key may have any length. */
    static String heldKey(Scope scope, String operation, String key) {
        return Sha256.ofAll(List.of(scope.group(), scope.origin(), operation, key));
    }

    private JobStatus answer(ResultSet row, JobState state) throws SQLException {
        boolean answered = state.isPending() || state.isEnded() && state != JobState.LOST;
        return !answered
                ? null
                : new JobStatus(
                        row.getString("request_id"),
                        Status.valueOf(state.name()),
                        row.getString("model_id"),
                        row.getString("service_error"),
                        RowJson.readList(row.getString("media_urls")),
                        row.getString("media_type"),
                        dialect.read(row, "service_created_at"),
                        dialect.read(row, "service_updated_at"),
                        dialect.read(row, "service_completed_at"));
    }

    /** PostgreSQL refuses a text with a NUL, and what the service says must never stop a job from being written. */
    private static String text(String said) {
        return said == null ? null : said.replace("\0", "");
    }

    /** A time of ours as a statement's parameter. */
    Object time(Instant ours) {
        return dialect.write(ours == null ? null : ours.plus(ahead));
    }

    private Instant time(ResultSet row, String column) throws SQLException {
        Instant theirs = dialect.read(row, column);
        return theirs == null ? null : ours(theirs);
    }
}
