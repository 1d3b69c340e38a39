package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread is interrupted when a context is forced to stop, perhaps with an answer that was paid for. */
class InterruptedWriteTest {

    @TempDir
    private Path dir;

    @Test
    void anInterruptedThreadWritesAndStaysInterrupted() {
        TestDatabase database = TestDatabase.h2File(dir);
        try (HikariDataSource pool = database.pool(4)) {
            JdbcJobRepository repository = new JdbcJobRepository(pool);
            JobSpec spec = TestJobs.spec(TestJobs.SCOPE, "relight", "key", Instant.now());
            Job held = repository.reserve(Job.reserved(spec, Delivery.CONSUMER), "me", Duration.ofSeconds(90));

            Thread.currentThread().interrupt();
            boolean written = repository.release(TestJobs.queued(held, "request-1", Instant.now()));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(written).isTrue();
            assertThat(repository.find(spec.id())).get().extracting(Job::state).isEqualTo(JobState.QUEUED);
        }
    }
}
