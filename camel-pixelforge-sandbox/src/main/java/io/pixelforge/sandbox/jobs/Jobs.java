package io.pixelforge.sandbox.jobs;

import io.pixelforge.sandbox.http.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All jobs. None of them has a thread or a timer: they are looked at with the clock in hand. */
public final class Jobs {

    /** The model id that the document gives for relighting. */
    public static final String RELIGHT_MODEL = "pixelforge-relighting-api";

    private static final String GENERATE_MODEL = "pixelforge-image";

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Span queueTime;
    private final Span processingTime;
    private final Function<String, Optional<String>> pictureFault;

    /**
     * @param clock tells the time
     * @param queueTime how long jobs wait
     * @param processingTime how long they take then
     * @param pictureFault says of an image URL why it cannot be relit, or nothing
     */
    public Jobs(Clock clock, Span queueTime, Span processingTime, Function<String, Optional<String>> pictureFault) {
        this.clock = clock;
        this.queueTime = queueTime;
        this.processingTime = processingTime;
        this.pictureFault = pictureFault;
    }

    /** Makes a job that goes through the queue. */
    public Job queue(Order order, String key, Outcome outcome, Random random) {
        Duration wait = queueTime.pick(random);
        return add(RELIGHT_MODEL, order, key, outcome, wait, wait.plus(processingTime.pick(random)));
    }

    /** Makes a job that is done at once. */
    public Job done(Order order, String key) {
        return add(GENERATE_MODEL, order, key, Outcome.COMPLETED, Duration.ZERO, Duration.ZERO);
    }

    private Job add(String model, Order order, String key, Outcome outcome, Duration start, Duration end) {
        Instant now = clock.instant();
        String id = model + "_" + UUID.randomUUID();
        Job job = new Job(id, order, key, now, now.plus(start), now.plus(end), outcome);
        jobs.put(id, job);
        return job;
    }

    /** The job with that request id. */
    public Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The relighting job with that request id, if it belongs to the key of the call. */
    public Optional<Job> find(String id, Call call) {
        return find(id).filter(job -> job.order().operation().equals(Order.RELIGHT))
                .filter(job -> call.key().map(KeyPrint::of).equals(Optional.of(job.key())));
    }

    /** Where a job stands now. */
    public JobStatus status(Job job) {
        return outcome(job).status();
    }

    /** Where a job stands now, with the error of one that ended badly. */
    public Outcome outcome(Job job) {
        Instant now = clock.instant();
        if (!job.started(now)) {
            return new Outcome(JobStatus.QUEUED, null);
        }
        if (!job.ended(now)) {
            return new Outcome(JobStatus.PROCESSING, null);
        }
        if (job.order().operation().equals(Order.GENERATE) || !job.outcome().equals(Outcome.COMPLETED)) {
            return job.outcome();
        }
        return pictureFault
                .apply(job.order().imageUrls().get(0))
                .map(Outcome::failed)
                .orElse(Outcome.COMPLETED);
    }

    /** All jobs, oldest first. */
    public List<Job> all() {
        return jobs.values().stream()
                .sorted(Comparator.comparing(Job::createdAt).thenComparing(Job::id))
                .toList();
    }

    /** What the time is for jobs. */
    public Instant now() {
        return clock.instant();
    }

    /** Forgets all jobs. */
    public void clear() {
        jobs.clear();
    }
}
