package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillWhileTwoWriteToH2Test {

    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Set<Thread.State> WAITING =
            EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final SettableClock clock = new SettableClock();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothJobsGoOn(boolean rowsFirst) throws Exception {
        Path killed = Files.createDirectories(directory.resolve("killed"));
        try (HikariDataSource pool = TestDatabase.h2File(directory).pool(3)) {
            JobRepository repository = repository(pool);
            Job one = inHand(repository, "one");
            Job other = inHand(repository, "other");
            Thread second = new Thread(() -> repository.release(later(other)));
            AtomicInteger writes = new AtomicInteger();
            PausedH2Write.pause(pool, rowsFirst, () -> {
                switch (writes.incrementAndGet()) {
                    case 1 -> startAndAwaitWaiting(second);
                    // the first is in the file, and this one is not yet
                    case 2 -> copy(directory.resolve("jobs.mv.db"), killed.resolve("jobs.mv.db"));
                    default -> {}
                }
            });

            assertThat(repository.release(later(one))).isTrue();
            second.join();
        }

        try (HikariDataSource pool = TestDatabase.h2File(killed).pool(2)) {
            JobRepository repository = repository(pool);
            clock.advance(LEASE.plusSeconds(60));
            List<Job> claimed = repository.claimDue(Work.ASK, List.of(TestJobs.SCOPE), "you", LEASE, 10);
            assertThat(claimed).extracting(job -> job.spec().key()).containsExactlyInAnyOrder("one", "other");
            assertThat(claimed).allMatch(job -> repository.release(later(job)));
        }
    }

    private JobRepository repository(HikariDataSource pool) {
        return NodeRepository.of(new DatabaseWithClock(pool, clock).dataSource(), clock);
    }

    /** A job that is just being asked about. */
    private Job inHand(JobRepository repository, String key) {
        Job reserved = repository.reserve(TestJobs.reserved(TestJobs.SCOPE, key, clock.instant()), "me", LEASE);
        assertThat(repository.release(TestJobs.queued(reserved, "request-" + key, clock.instant())))
                .isTrue();
        return repository
                .claimDue(Work.ASK, List.of(TestJobs.SCOPE), "me", LEASE, 1)
                .get(0);
    }

    private Job later(Job job) {
        return job.change().dueAt(clock.instant().plusSeconds(30)).done();
    }

    /** It can do so behind all that it changes, or before. */
    private static void startAndAwaitWaiting(Thread writer) {
        writer.start();
        await().until(() -> WAITING.contains(writer.getState())
                && List.of(writer.getStackTrace()).stream().anyMatch(KillWhileTwoWriteToH2Test::isLock));
    }

    private static boolean isLock(StackTraceElement frame) {
        return frame.getClassName().equals("org.h2.mvstore.MVStore")
                        && frame.getMethodName().equals("commit")
                || frame.getClassName().equals("org.h2.mvstore.db.MVTable")
                        && frame.getMethodName().equals("lock");
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
