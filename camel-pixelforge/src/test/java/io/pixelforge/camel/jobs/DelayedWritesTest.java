package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelayedWritesTest {

    @TempDir
    private Path directory;

    @Test
    void anH2FileThatDelaysItsWritesIsWarnedOfOnce() {
        TestDatabase delayed =
                new TestDatabase("jdbc:h2:file:" + directory.resolve("delayed").toAbsolutePath(), "sa", "");

        assertThat(warnings(delayed)).singleElement().asString().contains("WRITE_DELAY=0", "500 ms");
    }

    @Test
    void anH2FileThatDoesNotIsNotWarnedOf() {
        assertThat(warnings(TestDatabase.h2File(directory))).isEmpty();
    }

    @Test
    void oneInMemoryIsNotWarnedOf() {
        assertThat(warnings(TestDatabase.h2InMemory())).isEmpty();
    }

    private static List<String> warnings(TestDatabase database) {
        return LogLines.of(Database.class, () -> {
            try (HikariDataSource pool = database.pool(2)) {
                JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
                repository.find("nothing");
                repository.find("nothing");
            }
        });
    }
}
