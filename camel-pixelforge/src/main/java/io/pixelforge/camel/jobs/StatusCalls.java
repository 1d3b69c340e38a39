package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.AuthenticationException;
import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.PixelForgeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gateway about the jobs that are due, no faster than the queue of calls lets it, and writes what it says. */
final class StatusCalls {

    private static final Logger LOG = LoggerFactory.getLogger(StatusCalls.class);

    private static final Duration AUTHENTICATION_PAUSE = Duration.ofSeconds(60);

    private final Node node;
    private final JobRepository repository;
    private final Gateways gateways;
    private final CallQueue calls;
    private final LeaseKeeper leases;
    private final Clock clock;
    private final String owner;
    private final CallbackWatch callbacks;
    private final PausedGroups paused;
    private final JobSteps steps;
    private final Consumer<Job> changed;
    private final AtomicInteger endedSinceLastLook = new AtomicInteger();
    private final Map<Scope, Outage> outages = new ConcurrentHashMap<>();

    /** @param changed told of a job that was written here in another state */
    StatusCalls(
            Node node,
            Gateways gateways,
            CallQueue calls,
            CallbackWatch callbacks,
            PausedGroups paused,
            Consumer<Job> changed) {
        this.node = node;
        this.repository = node.repository();
        this.leases = node.leases();
        this.clock = node.clock();
        this.owner = node.owner();
        this.steps = node.steps();
        this.gateways = gateways;
        this.calls = calls;
        this.callbacks = callbacks;
        this.paused = paused;
        this.changed = changed;
    }

    /**
     * Begins to ask about as many due jobs as there is room for. A scope that has to hold back gets its own share, and
     * takes none of the others' turns.
     */
    void ask() {
        Instant now = clock.instant();
        int ended = endedSinceLastLook.getAndSet(0); // as many will end until the next one
        List<Scope> free = new ArrayList<>();
        int room = calls.room();
        gateways.clients().forEach((scope, client) -> {
            if (paused.contains(scope)) {
                return;
            }
            Outage outage = outage(scope);
            if (outage.isRefused() && client.hasNewKey()) {
                outage.askNow();
            }
            int allowed = outage.room(now);
            if (allowed >= room && !calls.isSlowed(client.pace())) {
                free.add(scope);
            } else {
                ask(List.of(scope), Math.min(allowed, calls.room(client.pace())));
            }
        });
        ask(free, calls.room() + ended);
    }

    private void ask(Collection<Scope> scopes, int room) {
        if (room > 0 && !scopes.isEmpty()) {
            repository.claimDue(Work.ASK, scopes, owner, leases.lease(), room).forEach(this::ask);
        }
    }

    private void ask(Job job) {
        Optional<GatewayClient> client = gateways.client(job.spec().scope());
        if (client.isEmpty()) {
            node.giveBack(job);
        } else if (job.state() == JobState.SUBMITTING) {
            write(job, Submitter.ownerEnded(job));
        } else {
            leases.hold(job); // it may have to wait long for its turn
            outage(job.spec().scope()).asked();
            String requestId = isInDoubt(job) ? job.callbacks().requestId() : job.requestId();
            calls.submit(client.get().pace(), CallQueue.Kind.STATUS, () -> client.get()
                            .status(requestId))
                    .whenComplete((answer, failure) -> answered(job, answer, failure));
        }
    }

    private void answered(Job job, JobStatus answer, Throwable failure) {
        leases.drop(job);
        outage(job.spec().scope()).ended();
        endedSinceLastLook.incrementAndGet();
        Instant now = clock.instant();
        PixelForgeException e = failure == null ? null : exception(failure);
        note(job);
        try {
            Job next = next(job, answer, e, now);
            note(job.spec().scope(), e, now, Duration.between(now, next.dueAt()));
            if (next.state().isEnded() && job.callbacks().hints() == 0 && expectsCallback(job)) {
                callbacks.missed(next);
            }
            write(job, next);
        } catch (RuntimeException unwritten) {
            LOG.warn(
                    "PixelForge {} could not be written, it is asked about again: {}",
                    job.describe(),
                    unwritten.toString());
        }
    }

    private Job next(Job job, JobStatus answer, PixelForgeException e, Instant now) {
        if (!isInDoubt(job)) {
            return e == null
                    ? PollRules.answered(job, answer, now, callbacks.isSilent())
                    : PollRules.unanswered(job, e, now);
        }
        if (e != null) {
            return PollRules.unconfirmed(job, e, now);
        }
        boolean others = repository
                .findByRequestId(job.spec().scope(), answer.requestId())
                .isPresent();
        return PollRules.confirmed(job, answer, others, now, callbacks.isSilent());
    }

    /** A callback may have come to another node. */
    private void note(Job job) {
        if (job.callbacks().due()) {
            callbacks.arrived(clock.instant());
        }
    }

    private static boolean isInDoubt(Job job) {
        return job.state() == JobState.UNKNOWN;
    }

    private static boolean expectsCallback(Job job) {
        return job.spec().options().callbackInterval() != null;
    }

    private static PixelForgeException exception(Throwable failure) {
        Throwable cause = CallQueue.cause(failure);
        return cause instanceof PixelForgeException known
                ? known
                : new GatewayException("The status call failed: " + cause, cause);
    }

    /**
     * @param e     {@code null} for a clean answer
     * @param delay until this job is asked about again
     */
    private void note(Scope scope, PixelForgeException e, Instant now, Duration delay) {
        Outage outage = outage(scope);
        if (e == null) {
            if (outage.answered()) {
                LOG.info("PixelForge group {}: {} answers again", scope.group(), scope.origin());
            }
            return;
        }
        outage.note(e.getMessage(), now);
        boolean begins;
        if (e instanceof AuthenticationException) {
            begins = outage.refused(now, AUTHENTICATION_PAUSE);
        } else if (e instanceof GatewayException) {
            begins = outage.failed(now, delay);
        } else {
            begins = false;
            outage.answered();
        }
        if (begins) {
            LOG.warn(
                    "PixelForge group {} is asked about one job at a time until {} answers again: {}",
                    scope.group(),
                    scope.origin(),
                    e.getMessage());
        } else {
            LOG.debug("PixelForge group {}, asked about again later: {}", scope.group(), e.getMessage());
        }
    }

    /** How the gateway of a scope answers. */
    GatewayState gateway(Scope scope, Instant now) {
        boolean slowed = gateways.client(scope)
                .filter(client -> calls.isSlowed(client.pace()))
                .isPresent();
        return outage(scope).state(now, slowed);
    }

    private Outage outage(Scope scope) {
        return outages.computeIfAbsent(scope, s -> new Outage());
    }

    private void write(Job before, Job after) {
        if (!repository.release(after)) {
            LOG.debug("PixelForge {} was taken over by another owner", after.describe());
        } else if (before.state() != after.state()) {
            steps.changed(before, after);
            changed.accept(after);
        }
    }
}
