package io.pixelforge.camel;

import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.jobs.DetectedBy;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobState;

/**
 * What an exchange is to carry of a job.
 *
 * @param job        the job as routes see it
 * @param state      how far it is
 * @param detectedBy how its end was seen; {@code null} if it has not ended
 * @param duplicate  whether an earlier submit had sent it; {@code null} where that is no question
 * @param numImages  how many pictures were asked for; 0 if that is not known
 */
record Outcome(PixelForgeJob job, JobState state, DetectedBy detectedBy, Boolean duplicate, int numImages) {

    static Outcome of(Job job, Boolean duplicate) {
        return new Outcome(
                PixelForgeJob.of(job),
                job.state(),
                job.detectedBy(),
                duplicate,
                job.spec().options().numImages());
    }

    static Outcome of(JobStatus answer, String group) {
        return new Outcome(
                PixelForgeJob.of(answer, group),
                JobState.of(answer.status()),
                answer.status().isTerminal() ? DetectedBy.POLL : null,
                null,
                0);
    }

    Charged charged() {
        return state.charged();
    }

    boolean isCompleted() {
        return state == JobState.COMPLETED;
    }

    boolean hasFailed() {
        return state.isEnded() && !isCompleted();
    }
}
