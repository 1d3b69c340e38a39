package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * The heap and the threads that are in use while nothing is done.
 *
 * @param heap    in bytes, after a collection
 * @param threads without those of the gateway, which lives in the same process
 */
public record ProcessSize(long heap, int threads) {

    /** What pools and caches that were not yet full may still take. */
    private static final long HEAP_AT_ONCE = 2_000_000;

    /** Of bytes: less than a job itself has. */
    private static final long HEAP_PER_JOB = 1_000;

    private static final int THREADS = 8;
    private static final int COLLECTIONS = 5;
    private static final List<String> OF_THE_GATEWAY = List.of("qtp", "pixelforge-sandbox", "HttpClient-", "Jetty");

    public static ProcessSize now() {
        return new ProcessSize(usedHeap(), busyThreads());
    }

    /** @param jobs that have come and gone since */
    public void assertNotExceeded(int jobs) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(busyThreads()).as("threads").isLessThanOrEqualTo(threads + THREADS));
        long now = usedHeap();
        System.out.printf("%d jobs: heap %d -> %d, threads %d -> %d%n", jobs, heap, now, threads, busyThreads());
        assertThat(now).as("heap after %d jobs", jobs).isLessThan(heap + HEAP_AT_ONCE + HEAP_PER_JOB * jobs);
    }

    /** The least of several, since references to what is collected are cleared some time after. */
    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static int busyThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OF_THE_GATEWAY.stream().noneMatch(thread.getName()::startsWith))
                .count();
    }
}
