package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.AuthenticationException;
import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.RateLimitException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gateway about the jobs that are due, no faster than the queue of calls lets it, and writes what it says. */
final class StatusCalls {

    private static final Logger LOG = LoggerFactory.getLogger(StatusCalls.class);

    private static final Duration AUTHENTICATION_PAUSE = Duration.ofSeconds(60);
    private static final Duration SLOW_DOWN = Duration.ofSeconds(1);
    private static final Duration MAX_SLOW_DOWN = Duration.ofSeconds(10);

    private final JobRepository repository;
    private final Gateways gateways;
    private final CallQueue calls;
    private final LeaseKeeper leases;
    private final Clock clock;
    private final String owner;
    private final Consumer<Job> changed;
    private final Map<Scope, Instant> refused = new ConcurrentHashMap<>();

    /** @param changed told of a job that was written here in another state */
    StatusCalls(
            JobRepository repository,
            Gateways gateways,
            CallQueue calls,
            LeaseKeeper leases,
            Clock clock,
            String owner,
            Consumer<Job> changed) {
        this.repository = repository;
        this.gateways = gateways;
        this.calls = calls;
        this.leases = leases;
        this.clock = clock;
        this.owner = owner;
        this.changed = changed;
    }

    /** Begins to ask about as many due jobs as there is room for. */
    void ask() {
        Instant now = clock.instant();
        refused.values().removeIf(until -> !until.isAfter(now));
        Collection<Scope> scopes = gateways.scopes().stream()
                .filter(scope -> !refused.containsKey(scope))
                .toList();
        int room = calls.room();
        if (room > 0 && !scopes.isEmpty()) {
            repository.claimDue(Work.ASK, scopes, owner, leases.lease(), room).forEach(this::ask);
        }
    }

    /** A gateway that is asked too much is asked less, by everybody. */
    void slowDown(PixelForgeException e) {
        if (e instanceof RateLimitException) {
            Duration asked = e.getRetryAfter() == null ? SLOW_DOWN : e.getRetryAfter();
            calls.pause(asked.compareTo(MAX_SLOW_DOWN) > 0 ? MAX_SLOW_DOWN : asked);
        }
    }

    private void ask(Job job) {
        Optional<GatewayClient> client = gateways.client(job.spec().scope());
        if (client.isEmpty()) {
            repository.release(job);
        } else if (job.state() == JobState.SUBMITTING) {
            write(job, Submitter.ownerEnded(job));
        } else {
            leases.hold(job); // it may have to wait long for its turn
            calls.submit(CallQueue.Kind.STATUS, () -> client.get().status(job.requestId()))
                    .whenComplete((answer, failure) -> answered(job, answer, failure));
        }
    }

    private void answered(Job job, JobStatus answer, Throwable failure) {
        leases.drop(job);
        try {
            Instant now = clock.instant();
            write(
                    job,
                    failure == null
                            ? PollRules.answered(job, answer, now)
                            : PollRules.unanswered(job, noted(job, failure, now), now));
        } catch (RuntimeException e) {
            LOG.warn("PixelForge {} could not be written, it is asked about again: {}", job.describe(), e.toString());
        }
    }

    private PixelForgeException noted(Job job, Throwable failure, Instant now) {
        Throwable cause = CallQueue.cause(failure);
        PixelForgeException e = cause instanceof PixelForgeException known
                ? known
                : new GatewayException("The status call failed: " + cause, cause, true);
        LOG.debug("PixelForge {} is asked about again later: {}", job.describe(), e.getMessage());
        slowDown(e);
        Scope scope = job.spec().scope();
        if (e instanceof AuthenticationException && refused.put(scope, now.plus(AUTHENTICATION_PAUSE)) == null) {
            LOG.warn("PixelForge group {} is not asked about for a while: {}", scope.group(), e.getMessage());
        }
        return e;
    }

    private void write(Job before, Job after) {
        if (!repository.release(after)) {
            LOG.debug("PixelForge {} was taken over by another owner", after.describe());
        } else if (before.state() != after.state()) {
            LOG.info(
                    "PixelForge {} of group {}: {}",
                    after.describe(),
                    after.spec().scope().group(),
                    after.state());
            changed.accept(after);
        }
    }
}
