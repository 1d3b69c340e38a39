package io.pixelforge.sandbox.media;

import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.jobs.JobStatus;
import io.pixelforge.sandbox.jobs.Jobs;
import java.util.Optional;

/** The results of jobs that have ended well. */
public final class Results {

    private final Jobs jobs;
    private final Gallery gallery;

    /** Results of these jobs, drawn in this gallery. */
    public Results(Jobs jobs, Gallery gallery) {
        this.jobs = jobs;
        this.gallery = gallery;
    }

    /** The job that has a result at that media path. */
    public Optional<Job> job(String path) {
        return Media.address(path).flatMap(address -> jobs.find(address.jobId())
                .filter(job -> address.belongsTo(job.order()))
                .filter(job -> jobs.status(job) == JobStatus.COMPLETED));
    }

    /** The file at that media path. */
    public Optional<byte[]> file(String path) {
        return job(path)
                .flatMap(job -> Media.address(path).map(address -> gallery.picture(job.order(), address.number())));
    }
}
