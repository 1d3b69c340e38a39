package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.gateway.CallQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A row that somebody has written by hand, with a typo. */
class UnreadableRowTest {

    private static final Duration LEASE = Duration.ofSeconds(90);

    private final SettableClock clock = new SettableClock();
    private final ManualScheduler threads = new ManualScheduler(clock);
    private final TestDatabase database = TestDatabase.h2InMemory();
    private final HikariDataSource pool = database.pool(4);
    private final JobRepository repository =
            new JdbcJobRepository(new DatabaseWithClock(pool, clock).dataSource(), clock);

    @AfterEach
    void closeConnections() {
        pool.close();
    }

    @Test
    void isLeftAloneAndDoesNotHoldUpTheOthers() {
        Job bad = pending("bad", clock.instant().minusSeconds(2));
        Job good = pending("good", clock.instant().minusSeconds(1));
        spoil(bad);

        assertThat(claimDue(10)).extracting(Job::id).containsExactly(good.id());
    }

    @Test
    void doesNotStandInTheWayOfThoseThatAreDueAfterIt() {
        Job bad = pending("bad", clock.instant().minusSeconds(2));
        Job good = pending("good", clock.instant().minusSeconds(1));
        spoil(bad);

        assertThat(claimDue(1)).isEmpty();
        assertThat(claimDue(1)).extracting(Job::id).containsExactly(good.id());
    }

    @Test
    void isLoggedOnce() {
        Job bad = pending("bad", clock.instant());
        spoil(bad);

        List<String> warnings = LogLines.of(Database.class, () -> {
            for (int i = 0; i < 3; i++) {
                claimDue(10);
                clock.advance(LEASE);
            }
        });

        assertThat(warnings).singleElement().asString().contains(bad.id(), "QUEUD");
    }

    @Test
    void isTakenUpAgainOnceItWasMended() {
        Job bad = pending("bad", clock.instant());
        spoil(bad);
        claimDue(10);
        database.update("UPDATE pixelforge_job SET state = 'QUEUED' WHERE id = '" + bad.id() + "'");

        clock.advance(LEASE);

        assertThat(claimDue(10)).extracting(Job::id).containsExactly(bad.id());
    }

    @Test
    void isNotTakenForAJobThatDoesNotExist() {
        Job bad = repository.reserve(TestJobs.reserved(SCOPE, "key", clock.instant()), "me", LEASE);
        spoil(bad);

        assertThatThrownBy(() -> repository.find(bad.id()))
                .isInstanceOf(JobRepositoryException.class)
                .hasMessageContaining(bad.id());
        assertThatThrownBy(() -> repository.reserve(TestJobs.reserved(SCOPE, "key", clock.instant()), "me", LEASE))
                .isInstanceOf(JobRepositoryException.class)
                .hasMessageContaining(bad.id());
    }

    @Test
    void doesNotHoldUpTheTrackerWhenItsWaiterGivesUp() {
        FakeGateway gateway = new FakeGateway();
        CallQueue calls = new CallQueue(threads, threads, clock);
        JobTracker tracker = new JobTracker(
                repository,
                calls,
                threads,
                threads,
                clock,
                new SplittableRandom(1),
                new SplittableRandom(2),
                LEASE,
                new PausedGroups());
        tracker.open(SCOPE, gateway.client(threads, clock), "key");
        Job bad = pending("bad", clock.instant().plus(LEASE));
        CompletableFuture<Job> end =
                tracker.awaiting().awaitOwn(bad, Duration.ofSeconds(1), TestBench.ROUTE, tracker.awaiting());
        spoil(bad);
        pending("good", clock.instant().plusSeconds(10));

        for (int second = 0; second < 20; second++) {
            threads.advance(Duration.ofSeconds(1));
            tracker.tick();
            threads.runReady();
        }

        assertThat(end).isCompletedExceptionally();
        assertThat(gateway.asked()).contains("good");
    }

    private Job pending(String requestId, Instant dueAt) {
        Job held = repository.reserve(
                Job.reserved(TestJobs.spec(SCOPE, "relight", null, clock.instant()), Delivery.WAITER), "me", LEASE);
        Job queued = TestJobs.queued(held, requestId, dueAt);
        assertThat(repository.release(queued)).isTrue();
        return queued;
    }

    private void spoil(Job job) {
        assertThat(database.update("UPDATE pixelforge_job SET state = 'QUEUD' WHERE id = '" + job.id() + "'"))
                .isEqualTo(1);
    }

    private List<Job> claimDue(int limit) {
        return repository.claimDue(Work.ASK, List.of(SCOPE), "me", LEASE, limit);
    }
}
