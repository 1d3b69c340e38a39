package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TextWithNulTest {

    @Test
    void whatTheServiceSaysDoesNotStopAJobFromBeingWritten() {
        try (HikariDataSource pool = TestDatabase.postgresql().pool(2)) {
            JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
            Job job = repository.reserve(
                    TestJobs.reserved(TestJobs.SCOPE, "key", Instant.now()), "me", Duration.ofSeconds(90));

            Job queued = job.change()
                    .state(JobState.QUEUED)
                    .submitted("request-1", "https://example.com/\0", Instant.now())
                    .done();

            assertThat(repository.release(queued)).isTrue();
            assertThat(repository.find(job.id()))
                    .get()
                    .extracting(Job::pollingUrl)
                    .isEqualTo("https://example.com/");
        }
    }
}
