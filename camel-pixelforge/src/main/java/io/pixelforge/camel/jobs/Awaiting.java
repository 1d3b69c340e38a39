package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets exchanges wait for the jobs of one repository, none of them with a thread. */
public final class Awaiting {

    private static final Logger LOG = LoggerFactory.getLogger(Awaiting.class);

    /** What a job is for that was not submitted through the repository. */
    private static final String WATCHED = "await";

    private static final String STOPPING = "its route or the component is stopping";

    private final JobRepository repository;
    private final LeaseKeeper leases;
    private final Deliveries deliveries;
    private final Clock clock;
    private final String owner;
    private final Waiters waiters;
    private final Set<String> abandoned = ConcurrentHashMap.newKeySet();
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param executor where those who waited go on */
    Awaiting(Node node, Deliveries deliveries, Executor executor) {
        this.repository = node.repository();
        this.leases = node.leases();
        this.clock = node.clock();
        this.owner = node.owner();
        this.deliveries = deliveries;
        this.waiters = new Waiters(executor, clock);
    }

    /**
     * Waits for the end of a job, without a thread, on behalf of its submitter: if nobody waits for it any more after
     * the time-out, a consumer of its group gets the end.
     *
     * @param  timeout how long at most
     * @param  routes  whose stop ends the waiting
     * @param  watcher goes on with the request if another node gives the end to somebody and removes the job before it
     *                 was read here
     * @return         ends with the job, or with a {@link CompletionTimeoutException}
     */
    public CompletableFuture<Job> awaitOwn(Job job, Duration timeout, Collection<String> routes, Awaiting watcher) {
        return awaitEnd(job, timeout, routes, watcher, true);
    }

    /** The same for somebody who only looks on: nothing follows from the time-out. */
    public CompletableFuture<Job> awaitOther(Job job, Duration timeout, Collection<String> routes, Awaiting watcher) {
        return awaitEnd(job, timeout, routes, watcher, false);
    }

    /** The same for a request that this repository does not know: it is known to it for as long as somebody waits. */
    public synchronized CompletableFuture<Job> awaitForeign(
            Scope scope, String requestId, SubmitOptions options, Duration timeout, Collection<String> routes) {
        Job watched = watch(scope, requestId, options);
        return awaitEnd(watched, timeout, routes, this, false)
                .whenComplete((job, failure) -> forgotten.add(watched.id()));
    }

    /** Waits for a job to come out of a phase; empty if it is gone. */
    CompletableFuture<Optional<Job>> await(
            Job job, Phase phase, Duration timeout, Collection<String> routes, boolean submitter) {
        Waiters.Waiter waiter = waiters.add(job, phase, clock.instant().plus(timeout), routes, submitter);
        try {
            repository.find(job.id()).ifPresentOrElse(waiters::changed, () -> waiters.gone(job.id()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "PixelForge {} cannot be read now, it is read again in a moment: {}", job.describe(), e.toString());
        }
        if (isStopping(routes)) {
            endWait(waiter, STOPPING);
        }
        return waiter.result();
    }

    /** A job has changed here. */
    void changed(Job job) {
        waiters.changed(job);
    }

    /** A job was removed here. */
    void gone(Job job) {
        waiters.gone(job.id());
    }

    /** Lets nobody begin to wait in a route, nor go on, until {@link #resume}. */
    void stop(String routeId) {
        stopped.add(routeId);
        waiters.in(routeId).forEach(waiter -> endWait(waiter, STOPPING));
    }

    /** Ends what {@link #stop(String)} began. */
    void resume(String routeId) {
        stopped.remove(routeId);
    }

    /** Lets nobody begin to wait any more; those who wait go on until {@link #stop()}. */
    void close() {
        stopping = true;
    }

    /** Ends all waiting. */
    void stop() {
        waiters.all().forEach(waiter -> endWait(waiter, STOPPING));
    }

    /** Whether nothing is to begin any more in one of these routes. */
    boolean isStopping(Collection<String> routes) {
        return stopping || routes.stream().anyMatch(stopped::contains);
    }

    /** Ends the waiting whose time is over. */
    void expire(Instant now) {
        waiters.expired(now).forEach(this::timeOut);
    }

    /** Gives the ends that nobody waits for any more to consumers, and forgets what was only watched. */
    void settle() {
        abandoned.removeIf(deliveries::handOver);
        forgetUnwatched();
    }

    /** Looks for what other nodes have written, which is not told to us. */
    void readAgain() {
        for (Phase phase : Phase.values()) {
            Set<String> ids = waiters.jobIds(phase);
            if (!ids.isEmpty()) {
                ids.removeAll(repository.findIn(phase, ids));
                cameOut(ids);
            }
        }
    }

    /** Not while somebody finds such a job and begins to wait for it. */
    private synchronized void forgetUnwatched() {
        forgotten.removeIf(id -> waiters.isWaitedFor(id) || deliveries.forget(id));
    }

    private Job watch(Scope scope, String requestId, SubmitOptions options) {
        return repository.findByRequestId(scope, requestId).orElseGet(() -> {
            Instant now = clock.instant();
            JobSpec spec = new JobSpec(
                    UUID.randomUUID().toString(), scope, WATCHED, null, "", options.withoutCallbacks(), Map.of(), now);
            Job held = repository.reserve(Job.reserved(spec, Delivery.WAITER), owner, leases.lease());
            Job watched = held.change()
                    .state(JobState.QUEUED)
                    .submitted(requestId, null, now)
                    .done();
            repository.release(watched);
            return watched;
        });
    }

    private CompletableFuture<Job> awaitEnd(
            Job job, Duration timeout, Collection<String> routes, Awaiting watcher, boolean submitter) {
        Instant deadline = clock.instant().plus(timeout);
        return await(job, Phase.UNENDED, timeout, routes, submitter)
                .thenCompose(ended -> ended.map(CompletableFuture::completedFuture)
                        .orElseGet(() -> watcher.awaitForeign(
                                job.spec().scope(),
                                job.requestId(),
                                job.spec().options(),
                                Duration.between(clock.instant(), deadline),
                                routes)));
    }

    private void timeOut(Waiters.Waiter waiter) {
        endWait(
                waiter,
                waiter.submitter()
                        ? "completionTimeout is over, a pixelforge:relight consumer of its group gets its end"
                        : "completionTimeout is over");
        if (waiter.submitter() && !waiters.isWaitedForBySubmitter(waiter.job().id())) {
            abandoned.add(waiter.job().id());
        }
    }

    private void endWait(Waiters.Waiter waiter, String why) {
        String requestId = waiter.job().requestId();
        waiters.fail(
                waiter,
                new CompletionTimeoutException(
                        "No longer waiting for request " + requestId + ": " + why
                                + (WATCHED.equals(waiter.job().spec().operation())
                                        ? ". Nothing of it is kept, since the jobRepository does not know it: check the"
                                                + " id, and wait for it again with pixelforge:await."
                                        : ". The job goes on and stays known: wait for it again with pixelforge:await"
                                                + " and this request id, or submit it again under the same"
                                                + " idempotentKey."),
                        requestId));
    }

    private void cameOut(Set<String> ids) {
        if (!ids.isEmpty()) {
            for (Job job : repository.findAll(ids)) {
                ids.remove(job.id());
                waiters.changed(job);
            }
            ids.forEach(waiters::gone);
        }
    }
}
