package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.Pace;
import io.pixelforge.camel.images.DownloadRules;
import io.pixelforge.camel.images.Downloads;
import io.pixelforge.camel.jobs.JobControl;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.PausedGroups;
import io.pixelforge.camel.observe.Observation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/** What all endpoints of a component share while it runs: threads, the queue of calls, trackers, HTTP clients. */
final class Engine extends ServiceSupport {

    private static final long TICK_MILLIS = 100;

    private final CamelContext context;
    private final Object source;
    private final Duration lease;
    private final Clock clock;
    private final DownloadRules downloadRules;
    private final Map<JobRepository, JobTracker> trackers = new IdentityHashMap<>();
    private final Map<Object, HttpEndpoint> clients = new HashMap<>();
    private final Map<List<Object>, Pace> paces = new HashMap<>();
    private final JobRepository memory;
    private final JobRepository watched = new MemoryJobRepository();
    private final PausedGroups paused = new PausedGroups();
    private ScheduledExecutorService timer;
    private ExecutorService callThreads;
    private RouteThreads routeThreads;
    private CallQueue calls;
    private CallbackReceiver callbackReceiver;
    private CallbackPaths callbackPaths;
    private final Observation observation;
    private CallQueue transfers;
    private Downloads downloads;

    /**
     * @param source who owns the threads
     * @param memory where jobs live unless an endpoint has a repository
     * @param lease  how long a job is ours unless that is renewed
     * @param clock  the time
     * @param rules  how often and how long a download is tried
     * @param maxPendingAge how old a pending job may be before health says so
     */
    Engine(
            CamelContext context,
            Object source,
            JobRepository memory,
            Duration lease,
            Clock clock,
            DownloadRules rules,
            Duration maxPendingAge) {
        this.context = context;
        this.source = source;
        this.memory = memory;
        this.lease = lease;
        this.clock = clock;
        this.downloadRules = rules;
        this.observation = new Observation(context, clock, maxPendingAge, new CallbackHealthCheck(this));
    }

    Clock clock() {
        return clock;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    Executor routeThreads() {
        return routeThreads;
    }

    Observation observation() {
        return observation;
    }

    CallQueue calls() {
        return calls;
    }

    Downloads downloads() {
        return downloads;
    }

    /**
     * Sets how much runs at once.
     *
     * @param concurrent how many calls to the gateway, and how many downloads besides
     * @param perSecond  how many calls begin in a second; 0 for any number
     */
    void limit(int concurrent, double perSecond) {
        calls.limit(concurrent, perSecond);
        transfers.limit(concurrent, 0);
    }

    /** The tracker of a repository, begun with the first endpoint that needs it; the one in memory for {@code null}. */
    synchronized JobTracker tracker(JobRepository repository) {
        return trackers.computeIfAbsent(repository == null ? memory : repository, this::startTracker);
    }

    /** The tracker of requests that no repository knows. */
    JobTracker watcher() {
        return tracker(watched);
    }

    /** What endpoints with the same key, or what gives it, at the same gateway have to share. */
    synchronized Pace pace(String origin, Object keySource) {
        return paces.computeIfAbsent(List.of(origin, keySource), key -> new Pace(clock));
    }

    /** Serves callbacks. */
    CallbackPaths callbackPaths() {
        return callbackPaths;
    }

    /** Answers callbacks. */
    CallbackReceiver callbackReceiver() {
        return callbackReceiver;
    }

    /** All trackers that have been begun. */
    synchronized List<JobTracker> trackers() {
        return List.copyOf(trackers.values());
    }

    /** Of all repositories that a user knows of. */
    synchronized List<JobControl> controls() {
        return trackers.entrySet().stream()
                .filter(entry -> entry.getKey() != watched)
                .map(entry -> entry.getValue().control())
                .toList();
    }

    /** Neither asks about the jobs of a group nor emits their ends, until {@link #resume}. */
    void pause(String group) {
        paused.add(group);
    }

    /** Ends what {@link #pause} began. */
    void resume(String group) {
        paused.remove(group);
        trackers().forEach(tracker -> tracker.control().resumed(group));
    }

    /** Whether callbacks that were expected have stopped coming. */
    boolean isWithoutCallbacks() {
        return trackers().stream().anyMatch(JobTracker::isWithoutCallbacks);
    }

    /** An HTTP client that endpoints with the same settings share. */
    synchronized HttpEndpoint client(Object settings, Supplier<HttpEndpoint> maker) {
        return clients.computeIfAbsent(settings, s -> {
            HttpEndpoint endpoint = maker.get();
            ServiceHelper.startService(endpoint);
            return endpoint;
        });
    }

    /** Ends the waiting of what is in a route, and lets none begin. */
    synchronized void stopWaiting(String routeId) {
        trackers.values().forEach(tracker -> tracker.stopWaiting(routeId));
        downloads.stop(routeId);
    }

    /** Ends what {@link #stopWaiting(String)} began. */
    synchronized void resumeWaiting(String routeId) {
        trackers.values().forEach(tracker -> tracker.resumeWaiting(routeId));
        downloads.resume(routeId);
    }

    /** Ends all waiting at once, since an exchange that waits would hold up the stop of the whole context. */
    synchronized void stopWaiting() {
        trackers.values().forEach(JobTracker::stop);
        downloads.stop();
    }

    @Override
    protected void doStart() {
        ExecutorServiceManager executors = context.getExecutorServiceManager();
        timer = executors.newScheduledThreadPool(source, "PixelForgeTracker", timerPool());
        callThreads = executors.newCachedThreadPool(source, "PixelForgeCall");
        routeThreads = new RouteThreads(executors, source, callThreads);
        timer.scheduleWithFixedDelay(routeThreads::relieve, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        calls = new CallQueue(callThreads, timer, clock);
        callbackReceiver = new CallbackReceiver(this::trackers);
        callbackPaths = new CallbackPaths(context, callbackReceiver);
        observation.start();
        transfers = new CallQueue(callThreads, timer, clock);
        downloads = new Downloads(transfers, timer, clock, downloadRules, observation.downloads());
    }

    @Override
    protected void doStop() {
        List<HttpEndpoint> endpoints;
        List<JobTracker> stopped;
        synchronized (this) {
            stopWaiting();
            stopped = trackers();
            trackers.clear();
            endpoints = new ArrayList<>(clients.values());
            clients.clear();
        }
        observation.stop();
        ExecutorServiceManager executors = context.getExecutorServiceManager();
        calls.close();
        transfers.close();
        executors.shutdownGraceful(timer);
        executors.shutdownGraceful(callThreads);
        stopped.forEach(JobTracker::end);
        routeThreads.stop();
        ServiceHelper.stopAndShutdownServices(endpoints);
    }

    private JobTracker startTracker(JobRepository repository) {
        repository.requireComplete();
        JobTracker tracker = new JobTracker(
                repository, calls, routeThreads, timer, clock, new Random(), new SecureRandom(), lease, paused);
        if (repository != watched) { // its jobs are others', who see them as well
            observation.observe(tracker);
        }
        timer.scheduleWithFixedDelay(tracker::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return tracker;
    }

    /** Without Camel's bound of 1,000 tasks: each call that runs and each submit that rests has one. */
    private static ThreadPoolProfile timerPool() {
        ThreadPoolProfile profile = new ThreadPoolProfile("PixelForgeTracker");
        profile.setPoolSize(2);
        profile.setMaxQueueSize(-1);
        return profile;
    }
}
