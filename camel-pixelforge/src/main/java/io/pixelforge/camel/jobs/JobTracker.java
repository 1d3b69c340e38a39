package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.GatewayClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the gateway about the jobs of one repository, each when it is due, and tells those who wait. Its {@link #tick()}
 * is to be called often, by one thread; between ticks it holds none.
 */
public final class JobTracker {

    /** Long enough for a slow status call and a pause of the process, short enough for a take-over after a crash. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(90);

    private static final Logger LOG = LoggerFactory.getLogger(JobTracker.class);

    private static final Duration READ_AGAIN = Duration.ofSeconds(1);
    private static final Duration CALLBACK_PAUSE = Duration.ofSeconds(2);
    private static final Duration CLEAN_UP = Duration.ofMinutes(1);

    private final JobRepository repository;
    private final Clock clock;
    private final RandomGenerator random;
    private final Gateways gateways = new Gateways();
    private final LeaseKeeper leases;
    private final Writes writes = new Writes();
    private final JobSteps steps = new JobSteps();
    private final Awaiting awaiting;
    private final Submitter submitter;
    private final StatusCalls statusCalls;
    private final CallbackWatch callbacks = new CallbackWatch();
    private final Deliveries deliveries;
    private final JobControl control;
    private final Map<Scope, List<JobListener>> listeners = new ConcurrentHashMap<>();
    private volatile Trouble trouble;
    private boolean moreExpired;
    private final Every readAgain = new Every(READ_AGAIN);
    private final Every retryWrites = new Every(READ_AGAIN);
    private final Every renew;
    private final Every cleanUp = new Every(CLEAN_UP);

    /**
     * @param repository where the jobs live
     * @param calls      lets calls through
     * @param executor   where those who waited for a job go on
     * @param timer      for delayed tries
     * @param clock      the time
     * @param random     spreads the questions
     * @param secrets    makes the secrets in callback URLs; a secure one
     * @param lease      how long a job is ours unless that is renewed; longer than a call
     * @param paused     the groups that are left alone
     */
    public JobTracker(
            JobRepository repository,
            CallQueue calls,
            Executor executor,
            ScheduledExecutorService timer,
            Clock clock,
            RandomGenerator random,
            RandomGenerator secrets,
            Duration lease,
            PausedGroups paused) {
        this.repository = repository;
        this.clock = clock;
        this.random = random;
        leases = new LeaseKeeper(repository, lease);
        Node node = new Node(repository, leases, steps, clock, UUID.randomUUID().toString());
        renew = new Every(lease.dividedBy(4));
        deliveries = new Deliveries(node, writes, paused);
        awaiting = new Awaiting(node, deliveries, executor);
        Attempts attempts =
                new Attempts(node, calls, writes, awaiting, this::changed, timer, random, new CallbackTokens(secrets));
        submitter = new Submitter(node, awaiting, new InFlightLimit(repository, executor), attempts);
        statusCalls = new StatusCalls(node, gateways, calls, callbacks, paused, this::changed);
        control = new JobControl(
                repository,
                gateways,
                statusCalls,
                paused,
                this::tellConsumers,
                new JobDecisions(repository, clock, this::changed));
    }

    /**
     * Begins to ask about the jobs of a scope; to be closed as often as it was opened.
     *
     * @param  keySource                what gives the key, which may be another at each call
     * @throws IllegalArgumentException if the group is open for another gateway, or with another key
     */
    public void open(Scope scope, GatewayClient client, Object keySource) {
        gateways.open(scope, client, keySource);
    }

    /** How many jobs of a group its repository has in which state and delivery. */
    public JobCounts count(String group) {
        return repository.count(group);
    }

    /** Since when the repository cannot be used, and why; empty if it can, as far as was seen. */
    public Optional<Trouble> repositoryTrouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends what {@link #open} began. */
    public void close(Scope scope, GatewayClient client) {
        gateways.close(scope, client);
    }

    /** Tells a consumer about the jobs of a scope from now on. */
    public void listen(Scope scope, JobListener listener) {
        listeners.computeIfAbsent(scope, s -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Ends what {@link #listen} began. */
    public void unlisten(Scope scope, JobListener listener) {
        listeners.getOrDefault(scope, List.of()).remove(listener);
    }

    /** Tells somebody about the steps that jobs of any scope take here, from now on. */
    public void observe(JobObserver observer) {
        steps.add(observer);
    }

    /** Sends a request at most once; ends when the service has accepted it, or with what is known otherwise. */
    public CompletableFuture<Submitted> submit(Submit submit) {
        return submitter.submit(submit);
    }

    /** Where consumers get the ends of jobs. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Where exchanges wait for jobs. */
    public Awaiting awaiting() {
        return awaiting;
    }

    /** What an operator sees and does here. */
    public JobControl control() {
        return control;
    }

    /** When a job that is accepted now is to be asked about first. */
    public Instant firstQuestion(SubmitOptions options) {
        return PollRules.firstQuestion(options, clock.instant(), callbacks.isSilent(), random);
    }

    /** The job whose callback URL ends in this token. */
    public Optional<Job> findByCallback(String token) {
        return CallbackTokens.isToken(token) ? repository.findByCallback(CallbackTokens.hash(token)) : Optional.empty();
    }

    /**
     * The service has called back about a job. Nothing of what it says is believed: the job is asked about.
     *
     * @param  requestId the service's id in it, which may tell what became of a job in doubt
     * @return           false if that is not the job's, so that it was not the service who has called
     */
    public boolean calledBack(Job job, String requestId) {
        if (job.requestId() != null && !job.requestId().equals(requestId)) {
            return false;
        }
        callbacks.arrived(clock.instant());
        repository.noteCallback(job.id(), requestId, CALLBACK_PAUSE);
        return true;
    }

    /** Whether callbacks that were expected have stopped coming. */
    public boolean isWithoutCallbacks() {
        return callbacks.isSilent();
    }

    /** Whether the repository does not have the job any more. */
    public boolean isForgotten(Job job) {
        return repository.find(job.id()).isEmpty();
    }

    /** The job that a submit of this scope got this id for. */
    public Optional<Job> find(Scope scope, String requestId) {
        return repository.findByRequestId(scope, requestId);
    }

    /**
     * Ends all waiting in a route with a {@link CompletionTimeoutException}, and its further tries; the jobs go on.
     * Until {@link #resumeWaiting} none of it begins either, since a call that is under way may yet lead to it.
     */
    public void stopWaiting(String routeId) {
        awaiting.stop(routeId);
        submitter.stop(routeId);
    }

    /** Ends what {@link #stopWaiting} began. */
    public void resumeWaiting(String routeId) {
        awaiting.resume(routeId);
    }

    /** Ends all waiting and all further tries; calls that run go on. */
    public void stop() {
        awaiting.close();
        submitter.stop();
        writes.retry();
        writes.giveUp();
        awaiting.stop();
    }

    /** Gives the ends that were promised to consumers to them; to be called once all calls have ended. */
    public void end() {
        try {
            awaiting.settle();
        } catch (RuntimeException e) {
            LOG.warn("PixelForge ends that were promised to consumers could not be given to them: {}", e.toString());
        }
    }

    /** Does what is due. Never throws: what a repository refuses now is tried again at a later tick. */
    public void tick() {
        Instant now = clock.instant();
        guard(() -> {
            awaiting.expire(now);
            if (retryWrites.isDue(now)) {
                writes.retry();
            }
            if (renew.isDue(now)) {
                leases.renew();
            }
            awaiting.settle();
            submitter.letIn();
            if (readAgain.isDue(now)) {
                awaiting.readAgain();
            }
            if (cleanUp.isDue(now) || moreExpired) {
                moreExpired = repository.removeExpired() > 0;
            }
            statusCalls.ask();
        });
    }

    private void guard(Runnable work) {
        try {
            work.run();
            if (trouble != null) {
                LOG.info("PixelForge job repository can be used again");
            }
            trouble = null;
        } catch (Throwable e) { // an Error too: the timer would never tick again
            if (trouble == null) {
                LOG.warn("PixelForge job repository failed, tried again until it can be used: {}", e.toString());
            }
            trouble = new Trouble(trouble == null ? clock.instant() : trouble.since(), e.toString());
        }
    }

    /** A job was written here. */
    void changed(Job job) {
        awaiting.changed(job);
        List<JobListener> told = listeners.getOrDefault(job.spec().scope(), List.of());
        if (job.work() == Work.DELIVER) {
            told.forEach(JobListener::ended);
        } else if (job.state() == JobState.PROCESSING) {
            told.forEach(listener -> listener.processing(job));
        }
    }

    private void tellConsumers(Scope scope) {
        listeners.getOrDefault(scope, List.of()).forEach(JobListener::ended);
    }

    /** Says yes once in a while. */
    private static final class Every {
        private final Duration interval;
        private Instant next = Instant.EPOCH;

        Every(Duration interval) {
            this.interval = interval;
        }

        boolean isDue(Instant now) {
            boolean clockWasSetBack = now.isBefore(next.minus(interval));
            if (now.isBefore(next) && !clockWasSetBack) {
                return false;
            }
            next = now.plus(interval);
            return true;
        }
    }
}
