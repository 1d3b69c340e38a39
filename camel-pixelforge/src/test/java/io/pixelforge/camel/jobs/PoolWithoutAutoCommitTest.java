package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolWithoutAutoCommitTest {

    private static final Duration LEASE = Duration.ofSeconds(90);

    @Test
    void whatWasWrittenIsThereForOtherConnections() {
        TestDatabase database = TestDatabase.postgresql();
        try (HikariDataSource pool = new HikariDataSource();
                HikariDataSource other = database.pool(3)) {
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            pool.setAutoCommit(false);
            JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
            JobRepository elsewhere = NodeRepository.of(other, Clock.systemUTC());

            Job job = repository.reserve(TestJobs.reserved(TestJobs.SCOPE, "key", Instant.now()), "me", LEASE);
            assertThat(elsewhere.find(job.id())).isPresent();
            assertThat(repository.release(TestJobs.queued(job, "request-1", Instant.EPOCH)))
                    .isTrue();

            assertThat(elsewhere.claimDue(Work.ASK, List.of(TestJobs.SCOPE), "you", LEASE, 10))
                    .extracting(Job::id)
                    .containsExactly(job.id());
        }
    }
}
