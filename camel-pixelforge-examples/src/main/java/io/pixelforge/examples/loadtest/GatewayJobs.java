package io.pixelforge.examples.loadtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The jobs of the gateway: each is queued for half of its time and processed for the other. */
final class GatewayJobs {

    private static final long SEED = 4;

    private final long shortest;
    private final long longest;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<Job> jobs = new ArrayList<>();

    /** @param shortest how long a job takes at least, in ms, {@code longest} at most */
    GatewayJobs(long shortest, long longest) {
        this.shortest = shortest;
        this.longest = longest;
    }

    private record Job(String requestId, String createdAt, long processingAt, long endedAt) {}

    /** @return the id of a new job */
    String add(long now) {
        long time = random.nextLong(shortest, longest + 1);
        Job job = new Job(RequestIds.of(jobs.size()), Instant.ofEpochMilli(now).toString(), now + time / 2, now + time);
        jobs.add(job);
        return job.requestId;
    }

    /** What the service says of a job, or {@code null} if there is none. */
    String describe(String requestId, long now) {
        Job job = find(requestId);
        if (job == null) {
            return null;
        }
        boolean ended = now >= job.endedAt;
        String status = ended ? "COMPLETED" : now >= job.processingAt ? "PROCESSING" : "QUEUED";
        String output = ended
                ? "{\"media_url\":[\"https://media.invalid/v1/" + requestId
                        + "/output.png\"],\"media_type\":\"image/png\"}"
                : "null";
        String completedAt = ended ? '"' + Instant.ofEpochMilli(job.endedAt).toString() + '"' : "null";
        return "{\"request_id\":\"" + requestId + "\",\"status\":\"" + status
                + "\",\"model_id\":\"pixelforge-relighting-api\",\"error\":null,\"output\":" + output
                + ",\"created_at\":\"" + job.createdAt + "\",\"updated_at\":\"" + job.createdAt
                + "\",\"completed_at\":" + completedAt + '}';
    }

    private Job find(String requestId) {
        try {
            int number = RequestIds.number(requestId);
            return number < jobs.size() ? jobs.get(number) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void forget() {
        jobs.clear();
    }

    /** When each job has ended or will, in epoch milliseconds. */
    long[] endedAt() {
        return jobs.stream().mapToLong(Job::endedAt).toArray();
    }
}
