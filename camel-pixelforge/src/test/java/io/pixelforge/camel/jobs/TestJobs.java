package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Jobs for tests. */
public final class TestJobs {

    public static final Scope SCOPE = new Scope("default", "https://gateway.pixazo.ai:443");
    public static final Scope OTHER_GROUP = new Scope("other", SCOPE.origin());
    public static final Scope OTHER_ORIGIN = new Scope(SCOPE.group(), "http://127.0.0.1:8089");

    /** Asked first after 10 s, then every 5 s, growing to 60 s; overdue after 30 min; kept for 7 days. */
    public static final SubmitOptions OPTIONS = new SubmitOptions(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofDays(7),
            1,
            null);

    private TestJobs() {}

    public static JobSpec spec(Scope scope, String operation, String key, Instant now) {
        return new JobSpec(UUID.randomUUID().toString(), scope, operation, key, "input", OPTIONS, Map.of(), now);
    }

    public static Job reserved(Scope scope, String key, Instant now) {
        return Job.reserved(spec(scope, "relight", key, now), Delivery.CONSUMER);
    }

    /** The version of a job after the service has accepted it. */
    public static Job queued(Job job, String requestId, Instant dueAt) {
        return job.change()
                .state(JobState.QUEUED)
                .submitted(
                        requestId,
                        "https://elsewhere.example/" + requestId,
                        job.spec().createdAt())
                .dueAt(dueAt)
                .done();
    }

    /** The version of a job after its end was seen. */
    public static Job ended(Job job, Status status, Instant at) {
        return job.change()
                .state(JobState.of(status))
                .answer(status(job.requestId(), status))
                .ended(at, DetectedBy.POLL)
                .done();
    }

    public static JobStatus status(String requestId, Status status) {
        List<String> urls =
                status == Status.COMPLETED ? List.of("https://media.example/" + requestId + ".png") : List.of();
        return new JobStatus(
                requestId,
                status,
                "model",
                status == Status.FAILED || status == Status.ERROR ? "no light" : null,
                urls,
                "image/png",
                null,
                null,
                null);
    }
}
