package io.pixelforge.camel.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of the jobs that are in somebody's hand here: being sent, or in a consumer's exchange. */
final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final JobRepository repository;
    private final Duration lease;
    private final Map<String, Job> held = new ConcurrentHashMap<>();

    LeaseKeeper(JobRepository repository, Duration lease) {
        this.repository = repository;
        this.lease = lease;
    }

    /** How long a lease holds unless it is renewed. */
    Duration lease() {
        return lease;
    }

    void hold(Job job) {
        held.put(job.id(), job);
    }

    /** Does nothing if the job was lost meanwhile and taken again: that claim is somebody else's, though of this owner. */
    void drop(Job job) {
        held.computeIfPresent(job.id(), (id, now) -> now.lease().isSameClaim(job.lease()) ? null : now);
    }

    void renew() {
        List<Job> jobs = List.copyOf(held.values());
        if (jobs.isEmpty()) {
            return;
        }
        Set<String> renewed = repository.renew(jobs, lease);
        for (Job job : jobs) {
            if (!renewed.contains(job.id()) && held.remove(job.id(), job)) {
                LOG.warn("PixelForge {} was taken over by another owner while it was in hand here", job.describe());
            }
        }
    }
}
