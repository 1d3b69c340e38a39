package io.pixelforge.camel.jobs;

import java.time.Duration;
import java.time.Instant;

/**
 * What a job knows of the service's callbacks about it. They are hints, and noted without the job's lease, since they
 * may come while somebody holds it: what its holder writes then leaves them as they are.
 *
 * @param tokenHash SHA-256 of the token in the URL that the service was given, in hex; {@code null} if it was given none
 * @param requestId the service's id that a callback has named for a job in doubt; believed once a status call confirms it
 * @param hints     how many were noted before the job was read
 * @param at        when the last of them makes the job due; {@code null} if there was none
 * @param due       whether no question has followed it yet
 */
public record Callbacks(String tokenHash, String requestId, int hints, Instant at, boolean due) {

    /** No callback is expected. */
    public static final Callbacks NONE = new Callbacks(null, null, 0, null, false);

    /** A URL with this token is about to be given to the service. */
    Callbacks expectedUnder(String hash) {
        return new Callbacks(hash, requestId, hints, at, due);
    }

    /** One more was noted. */
    Callbacks hinted(String named, Instant now, Duration pause) {
        Instant free = at == null ? now : at.plus(pause);
        return new Callbacks(tokenHash, named, hints + 1, free.isAfter(now) ? free : now, true);
    }

    /** It is known whether what was named is this job. */
    Callbacks decided() {
        return new Callbacks(tokenHash, null, hints, at, due);
    }

    /**
     * As they are once the job was written: a question has followed all but those that its writer did not know of.
     *
     * @param stored as they were just before that
     */
    Callbacks writtenOver(Callbacks stored) {
        return stored.hints == hints
                ? new Callbacks(tokenHash, requestId, hints, at, false)
                : new Callbacks(tokenHash, stored.requestId, stored.hints, stored.at, true);
    }
}
