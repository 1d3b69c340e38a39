package io.pixelforge.camel;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where exchanges go on after a call or a wait: in a few threads, since most steps take no time, and in more whenever
 * all of those are held up, since a route may block for another exchange that has to go on here too. What comes when
 * the threads are gone runs in the caller's thread, since an exchange must always come back.
 */
final class RouteThreads implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(RouteThreads.class);

    /** The id under which a user may register a thread pool profile; the number of threads is the user's then. */
    static final String PROFILE = "PixelForgeRoute";

    private static final int FEW = 2;
    private static final int MOST = 10_000;

    private final ExecutorServiceManager executors;
    private final ExecutorService threads;
    private final ExecutorService others;
    private final boolean growing;
    private long completed;

    /**
     * @param source who owns the threads
     * @param others for what does not fit into the user's profile: the caller may be the one that asks about jobs
     */
    RouteThreads(ExecutorServiceManager executors, Object source, ExecutorService others) {
        this.executors = executors;
        this.others = others;
        ThreadPoolProfile configured = executors.getThreadPoolProfile(PROFILE);
        growing = configured == null;
        threads = executors.newThreadPool(source, PROFILE, growing ? profile() : configured);
    }

    private static ThreadPoolProfile profile() {
        ThreadPoolProfile profile = new ThreadPoolProfile(PROFILE);
        profile.setPoolSize(FEW);
        profile.setMaxPoolSize(MOST);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setKeepAliveTime(2L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    @Override
    public void execute(Runnable task) {
        if (!isAccepted(threads, task) && !isAccepted(others, task)) {
            task.run();
        }
    }

    private static boolean isAccepted(ExecutorService threads, Runnable task) {
        try {
            if (!threads.isShutdown()) {
                threads.execute(task);
                return true;
            }
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            return false; // full, shut down just now, or no thread can be made
        }
        return false;
    }

    /** To be called often: where nothing has ended since the last time though something waits, there are more threads. */
    void relieve() {
        if (!growing || !(threads instanceof ThreadPoolExecutor pool)) {
            return;
        }
        long before = completed;
        completed = pool.getCompletedTaskCount();
        int waiting = pool.getQueue().size();
        int size = Math.max(pool.getCorePoolSize(), pool.getPoolSize());
        if (waiting > 0 && completed == before) {
            grow(pool, Math.min(pool.getMaximumPoolSize(), size + Math.min(waiting, size)));
        } else if (waiting == 0 && pool.getCorePoolSize() > FEW) {
            pool.setCorePoolSize(FEW);
        }
    }

    private static void grow(ThreadPoolExecutor pool, int size) {
        try {
            pool.setCorePoolSize(size);
        } catch (OutOfMemoryError e) {
            LOG.warn("PixelForge cannot have {} threads for routes, they go on with fewer: {}", size, e.toString());
        }
    }

    void stop() {
        executors.shutdownGraceful(threads);
    }
}
