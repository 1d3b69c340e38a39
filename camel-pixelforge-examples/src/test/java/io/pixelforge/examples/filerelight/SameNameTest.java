package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.PixelForgeSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameNameTest {

    private static final Path SAMPLES = Watcher.FOLDER.resolve("samples");

    @TempDir
    Path home;

    @Test
    void theResultOfAnotherPictureOfThatNameIsKept() throws Exception {
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox().start();
                Watcher watcher = Watcher.start(Watcher.FOLDER, home, FileRelight.sandboxGateway(sandbox), Map.of())) {
            watcher.drop(SAMPLES.resolve("chelsea.png"), "left/img.png");
            Path result = watcher.arrives("outbox/left/img.png");
            watcher.arrives("done/left/img.png");
            byte[] first = Files.readAllBytes(result);

            watcher.drop(SAMPLES.resolve("coffee.png"), "left/img.png");

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(result.getParent().toFile().list()).hasSize(2);
                assertThat(result).exists();
            });
            assertThat(Files.readAllBytes(result)).isNotEqualTo(first);
            try (Stream<Path> results = Files.list(result.getParent())) {
                assertThat(results.filter(file -> !file.equals(result)))
                        .singleElement()
                        .satisfies(kept -> assertThat(kept).hasBinaryContent(first));
            }
        }
    }
}
