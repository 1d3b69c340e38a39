package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A job as a repository holds it. Immutable: {@link #change()} makes the next version, a repository decides whether it
 * may be written.
 *
 * @param spec         the part that never changes
 * @param state        how far it is
 * @param delivery     who gets its end
 * @param dueAt        when there is next something to do: a question while pending, a delivery once ended
 * @param lease        who may write it
 * @param imageUrls    the pictures as published; empty before that, or where the request named URLs itself
 * @param requestId    the service's id; {@code null} before it is known, and for generate
 * @param pollingUrl   {@code polling_url} as the service said it
 * @param submittedAt  when the service had accepted it; before that is known, when it was sent
 * @param endedAt      when its end was seen
 * @param answer       the last clean status; {@code null} before the first
 * @param error        why it is {@code UNKNOWN} or {@code LOST}
 * @param detectedBy   how its end was seen
 * @param slowdown     how many steps the poll interval has grown
 * @param missingSince since when the gateway has said without break that it does not know the job
 * @param deliveries   how often its end was offered to a route that failed
 * @param callbacks    what is known of the service's callbacks about it
 */
public record Job(
        JobSpec spec,
        JobState state,
        Delivery delivery,
        Instant dueAt,
        Lease lease,
        List<String> imageUrls,
        String requestId,
        String pollingUrl,
        Instant submittedAt,
        Instant endedAt,
        JobStatus answer,
        String error,
        DetectedBy detectedBy,
        int slowdown,
        Instant missingSince,
        int deliveries,
        Callbacks callbacks) {

    /** A job of which only the key is held, due for nothing. */
    public static Job reserved(JobSpec spec, Delivery delivery) {
        return new Job(
                spec,
                JobState.RESERVED,
                delivery,
                spec.createdAt(),
                Lease.NONE,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                0,
                Callbacks.NONE);
    }

    /** Our own id. */
    public String id() {
        return spec.id();
    }

    /** Whether its key answers for it: an {@code ERROR} was not charged and frees it. */
    public boolean holdsKey() {
        return spec.key() != null && state != JobState.ERROR;
    }

    /**
     * When a repository may forget it, unless somebody holds it: taken and past its retention, or never sent and of no
     * use to anybody. {@code null} for never.
     */
    public Instant expiresAt() {
        Duration retention = spec.options().retention();
        if (state == JobState.RESERVED && error == null) {
            return spec.key() == null ? spec.createdAt() : spec.createdAt().plus(retention);
        }
        return delivery == Delivery.ACKNOWLEDGED && state.isEnded() ? endedAt.plus(retention) : null;
    }

    /** Whether a repository may forget it now. */
    public boolean isExpired(Instant now) {
        Instant at = expiresAt();
        return at != null && !at.isAfter(now) && lease.isFree(now);
    }

    /** Whether it stays as it is until somebody decides. */
    public boolean isUndecided() {
        return state == JobState.UNKNOWN || delivery == Delivery.PARKED;
    }

    /** Whether an earlier POST of it may have been accepted, though it is held to be sent. */
    boolean isDoubtful() {
        return error != null;
    }

    /** The work that a claim may find in this job; {@code null} if there is none. */
    public Work work() {
        boolean named = state == JobState.UNKNOWN && callbacks.requestId() != null;
        if (state.isPending() || state == JobState.SUBMITTING || named) {
            return Work.ASK;
        }
        return state.isEnded() && delivery == Delivery.CONSUMER ? Work.DELIVER : null;
    }

    /** When there is next something to do, callbacks considered. */
    Instant nextAt() {
        boolean sooner =
                callbacks.due() && (state == JobState.UNKNOWN || callbacks.at().isBefore(dueAt));
        return sooner ? callbacks.at() : dueAt;
    }

    /** As it is given back by who did nothing with it: what a callback has made due stays due. */
    Job unasked() {
        return state.isEnded() ? this : change().dueAt(nextAt()).done();
    }

    /**
     * This job after a callback about it.
     *
     * @param  named the service's id in it; believed of nobody but kept for a job that has none
     * @param  pause after the last callback that was noted, before this one makes the job due
     * @return       empty if nothing follows from it
     */
    Optional<Job> calledBack(String named, Instant now, Duration pause) {
        boolean unanswered = state.isUnanswered();
        String candidate = unanswered && named != null ? named : callbacks.requestId();
        boolean useful = state.isPending() || unanswered && candidate != null;
        // what is noted while somebody asks may be about what came after the question
        boolean noted = callbacks.due() && lease.isFree(now) && Objects.equals(candidate, callbacks.requestId());
        return useful && !noted
                ? Optional.of(change().callbacks(callbacks.hinted(candidate, now, pause))
                        .done())
                : Optional.empty();
    }

    /** The job as log lines name it. */
    public String describe() {
        return (requestId == null ? spec.operation() + " job " + id() : "request " + requestId)
                + (spec.key() == null ? "" : " (key " + spec.key() + ")");
    }

    /** Begins the next version of this job. */
    public Change change() {
        return new Change(this);
    }

    /** The changes from one version of a job to the next. */
    public static final class Change {
        private final Job job;
        private JobState state;
        private Delivery delivery;
        private Instant dueAt;
        private Lease lease;
        private List<String> imageUrls;
        private String requestId;
        private String pollingUrl;
        private Instant submittedAt;
        private Instant endedAt;
        private JobStatus answer;
        private String error;
        private DetectedBy detectedBy;
        private int slowdown;
        private Instant missingSince;
        private int deliveries;
        private Callbacks callbacks;

        private Change(Job job) {
            this.job = job;
            state = job.state;
            delivery = job.delivery;
            dueAt = job.dueAt;
            lease = job.lease;
            imageUrls = job.imageUrls;
            requestId = job.requestId;
            pollingUrl = job.pollingUrl;
            submittedAt = job.submittedAt;
            endedAt = job.endedAt;
            answer = job.answer;
            error = job.error;
            detectedBy = job.detectedBy;
            slowdown = job.slowdown;
            missingSince = job.missingSince;
            deliveries = job.deliveries;
            callbacks = job.callbacks;
        }

        public Change state(JobState value) {
            state = value;
            return this;
        }

        public Change delivery(Delivery value) {
            delivery = value;
            return this;
        }

        public Change dueAt(Instant value) {
            dueAt = value;
            return this;
        }

        public Change lease(Lease value) {
            lease = value;
            return this;
        }

        public Change imageUrls(List<String> value) {
            imageUrls = List.copyOf(value);
            return this;
        }

        /** It is being sent. */
        public Change sent(Instant at) {
            submittedAt = at;
            return this;
        }

        /** The service has accepted it. */
        public Change submitted(String id, String url, Instant at) {
            requestId = id;
            pollingUrl = url;
            submittedAt = at;
            error = null;
            return this;
        }

        /** It is known after all that the service has accepted it; nobody waits any more for one without a key. */
        public Change acceptedAfterDoubt(String id, Instant at) {
            delivery = job.spec.key() == null ? Delivery.CONSUMER : job.delivery;
            callbacks = job.callbacks.decided();
            return submitted(id, null, at);
        }

        /** Its end was seen. */
        public Change ended(Instant at, DetectedBy by) {
            endedAt = at;
            dueAt = at;
            detectedBy = by;
            return this;
        }

        public Change answer(JobStatus value) {
            answer = value;
            return this;
        }

        public Change error(String value) {
            error = value;
            return this;
        }

        public Change slowdown(int value) {
            slowdown = value;
            return this;
        }

        public Change missingSince(Instant value) {
            missingSince = value;
            return this;
        }

        public Change deliveries(int value) {
            deliveries = value;
            return this;
        }

        public Change callbacks(Callbacks value) {
            callbacks = value;
            return this;
        }

        public Job done() {
            return new Job(
                    job.spec,
                    state,
                    delivery,
                    dueAt,
                    lease,
                    imageUrls,
                    requestId,
                    pollingUrl,
                    submittedAt,
                    endedAt,
                    answer,
                    error,
                    detectedBy,
                    slowdown,
                    missingSince,
                    deliveries,
                    callbacks);
        }
    }
}
