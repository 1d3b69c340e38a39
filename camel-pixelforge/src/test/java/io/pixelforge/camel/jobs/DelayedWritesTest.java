package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
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
        Collector collector = new Collector();
        Logger logger = (Logger) LogManager.getLogger(Database.class);
        collector.start();
        logger.addAppender(collector);
        try (HikariDataSource pool = database.pool(2)) {
            JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
            repository.find("nothing");
            repository.find("nothing");
        } finally {
            logger.removeAppender(collector);
        }
        return collector.messages;
    }

    private static final class Collector extends AbstractAppender {
        private final List<String> messages = new ArrayList<>();

        Collector() {
            super("collector", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
        }
    }
}
