package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.Status;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What it costs to look every second whether another node has written the end of a job that is awaited here. */
class ManyWaitersTest {

    private static final int MANY = 10_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String PENDING = "INSERT INTO pixelforge_job (id, job_group, origin, operation, fingerprint,"
            + " state, delivery, request_id, polling_url, image_urls, media_urls, headers, options, slowdown,"
            + " deliveries, created_at, submitted_at, due_at, lease_number, work, claim_at)"
            + " SELECT gen_random_uuid(), '" + SCOPE.group() + "', '" + SCOPE.origin()
            + "', 'relight', repeat('f', 64),"
            + " 'QUEUED', 'WAITER', 'request-' || n, 'https://gateway.pixazo.ai/v2/requests/status/request-' || n,"
            + " '[\"https://example.com/photos/' || n || '.jpg\"]', '[]',"
            + " '{\"CamelFileName\":{\"String\":\"photo-' || n || '.jpg\"}}',"
            + " '{\"initialPollDelay\":5000,\"pollInterval\":5000,\"maxPollInterval\":60000,"
            + "\"completionTimeout\":1800000,\"retention\":604800000,\"numImages\":1}', 0, 0, CURRENT_TIMESTAMP,"
            + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP + interval '1 hour', 0, 'ASK',"
            + " CURRENT_TIMESTAMP + interval '1 hour' FROM generate_series(1, " + MANY + ") AS n";

    private final SettableClock clock = new SettableClock();
    private final ManualScheduler threads = new ManualScheduler(clock);

    @Test
    void readHardlyMoreRowsThanHaveChanged() throws SQLException {
        try (HikariDataSource pool = TestDatabase.postgresql().pool(2)) {
            CountedRows rows = new CountedRows(pool);
            JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
            JobRepository counted = NodeRepository.of(rows.dataSource(), Clock.systemUTC());
            counted.find("nothing");
            TestDatabase.execute(pool.getConnection(), PENDING);
            TestDatabase.execute(pool.getConnection(), "ANALYZE pixelforge_job");
            List<Job> jobs = all(pool, counted);
            Set<String> ids = jobs.stream().map(Job::id).collect(Collectors.toSet());
            JobTracker tracker = tracker(counted);
            List<CompletableFuture<Job>> ends = jobs.stream()
                    .map(job -> tracker.awaiting().awaitOwn(job, HOUR, TestBench.ROUTE, tracker.awaiting()))
                    .toList();

            long none = rowsOfALook(rows, tracker);
            System.out.printf(
                    "ManyWaitersTest: a look at %d awaited jobs on PostgreSQL: reading them %.1f ms and %d rows,"
                            + " asking whether any has ended %.1f ms and %d rows%n",
                    MANY,
                    millis(() -> repository.findAll(ids)),
                    MANY,
                    millis(() -> repository.findIn(Phase.UNENDED, ids)),
                    none);
            assertThat(none).isLessThan(MANY / 100);
            assertThat(ends).noneMatch(CompletableFuture::isDone);

            end(repository, jobs.get(7));

            assertThat(rowsOfALook(rows, tracker)).isLessThan(MANY / 10);
            assertThat(ends.get(7)).isCompletedWithValueMatching(job -> job.state() == JobState.COMPLETED);
            assertThat(ends).filteredOn(CompletableFuture::isDone).hasSize(1);
        }
    }

    private JobTracker tracker(JobRepository repository) {
        return new JobTracker(
                repository,
                new CallQueue(threads, threads, clock),
                threads,
                threads,
                clock,
                new SplittableRandom(1),
                new SplittableRandom(2),
                JobTracker.DEFAULT_LEASE,
                new PausedGroups());
    }

    private long rowsOfALook(CountedRows rows, JobTracker tracker) {
        long before = rows.count();
        threads.advance(Duration.ofSeconds(1));
        tracker.tick();
        threads.runReady();
        return rows.count() - before;
    }

    /** The best of some. */
    private static double millis(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / 1e6;
    }

    private static List<Job> all(HikariDataSource pool, JobRepository repository) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT id FROM pixelforge_job")) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return repository.findAll(ids);
    }

    private static void end(JobRepository repository, Job job) {
        Job held = repository.claim(job.id(), "another node", HOUR).orElseThrow();
        assertThat(repository.release(TestJobs.ended(held, Status.COMPLETED, Instant.now())))
                .isTrue();
    }
}
