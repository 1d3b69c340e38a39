package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RouteThreadsTest {

    private static final int STEPS = 100;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final RouteThreads threads = new RouteThreads(context.getExecutorServiceManager(), this, others);
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        threads.stop();
        others.shutdown();
        context.close();
    }

    @Test
    void stepsThatTakeNoTimeNeedFewThreads() {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            threads.execute(() -> {
                used.add(Thread.currentThread());
                done.incrementAndGet();
            });
        }

        await().until(() -> done.get() == 10_000);

        assertThat(used).hasSizeBetween(1, 2);
    }

    @Test
    void aStepThatAllOthersWaitForGetsAThread() {
        for (int i = 0; i < STEPS; i++) {
            threads.execute(this::waitForTheLast);
        }
        threads.execute(release::countDown);

        await().until(() -> {
            threads.relieve();
            return release.getCount() == 0;
        });

        await().until(() -> running.get() == 0);
    }

    @Test
    void theyAreFewAgainAfterwards() {
        for (int i = 0; i < STEPS; i++) {
            threads.execute(this::waitForTheLast);
        }
        await().until(() -> {
            threads.relieve();
            return running.get() == STEPS;
        });

        release.countDown();

        await().until(() -> {
            threads.relieve();
            return alive() <= 2;
        });
    }

    @Test
    void whatComesAfterTheStopRunsAllTheSame() {
        threads.stop();
        others.shutdown();
        Thread[] ran = new Thread[1];

        threads.execute(() -> ran[0] = Thread.currentThread());

        assertThat(ran[0]).isSameAs(Thread.currentThread());
    }

    private static long alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(RouteThreads.PROFILE))
                .count();
    }

    private void waitForTheLast() {
        running.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.decrementAndGet();
    }
}
