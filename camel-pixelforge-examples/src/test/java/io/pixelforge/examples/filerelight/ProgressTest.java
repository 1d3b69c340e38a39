package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    @TempDir
    Path home;

    @Test
    void aPictureIsSaidToBeQueuedThenProcessedThenDone() throws Exception {
        SandboxOptions options = SandboxOptions.builder()
                .queueTime(Duration.ofMillis(500))
                .processingTime(Duration.ofSeconds(1))
                .build();
        Lines lines = new Lines();
        Logger logger = (Logger) LogManager.getLogger("file-relight");
        logger.addAppender(lines);
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start();
                Watcher watcher = Watcher.start(Watcher.FOLDER, home, FileRelight.sandboxGateway(sandbox), Map.of())) {
            watcher.drop(Watcher.FOLDER.resolve("samples/chelsea.png"), "left/chelsea.png");

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(lines.said)
                    .containsExactly(
                            "queued      left/chelsea.png",
                            "processing  left/chelsea.png",
                            "done        left/chelsea.png"));
        } finally {
            logger.removeAppender(lines);
        }
        assertThat(logger.getLevel()).isEqualTo(Level.INFO);
    }

    private static final class Lines extends AbstractAppender {
        private final List<String> said = new CopyOnWriteArrayList<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
            start();
        }

        @Override
        public void append(LogEvent event) {
            said.add(event.getMessage().getFormattedMessage());
        }
    }
}
