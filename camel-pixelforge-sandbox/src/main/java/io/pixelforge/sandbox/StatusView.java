package io.pixelforge.sandbox;

import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.jobs.JobStatus;
import io.pixelforge.sandbox.jobs.Jobs;
import io.pixelforge.sandbox.jobs.Outcome;
import io.pixelforge.sandbox.media.Media;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows a job in the words of the document, both of its time formats included. */
final class StatusView {

    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CHANGED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Jobs jobs;
    private final Media media;

    StatusView(Jobs jobs, Media media) {
        this.jobs = jobs;
        this.media = media;
    }

    Map<String, Object> of(Job job) {
        Outcome now = jobs.outcome(job);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("request_id", job.id());
        view.put("status", now.status().name());
        view.put("model_id", Jobs.RELIGHT_MODEL);
        view.put("error", now.error());
        view.put("output", now.status() == JobStatus.COMPLETED ? output(job) : null);
        view.put("created_at", CREATED.format(job.createdAt()));
        view.put("updated_at", CHANGED.format(changedAt(job, now.status())));
        view.put("completed_at", ended(now.status()) ? CHANGED.format(job.endsAt()) : null);
        return view;
    }

    private Map<String, Object> output(Job job) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("media_url", media.urls(job));
        output.put("media_type", media.type(job));
        return output;
    }

    private static Instant changedAt(Job job, JobStatus status) {
        if (status == JobStatus.QUEUED) {
            return job.createdAt();
        }
        return ended(status) ? job.endsAt() : job.startsAt();
    }

    private static boolean ended(JobStatus status) {
        return status != JobStatus.QUEUED && status != JobStatus.PROCESSING;
    }
}
