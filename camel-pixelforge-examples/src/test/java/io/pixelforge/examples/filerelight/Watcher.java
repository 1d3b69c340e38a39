package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.Main;

/** The routes of the example, running on a home of a test's own. */
final class Watcher implements AutoCloseable {

    static final Path FOLDER = Path.of(System.getProperty("basedir"), "file-relight");

    private final Path home;
    private final Main camel;

    private Watcher(Path home, Main camel) {
        this.home = home;
        this.camel = camel;
    }

    static Watcher start(Path folder, Path home, Settings.Gateway gateway, Map<String, String> properties)
            throws Exception {
        Settings settings = new Settings(home, Optional.of(gateway), List.of(), List.of());
        Main camel = new FileRelight(folder, settings, new PrintStream(PrintStream.nullOutputStream())).camel(gateway);
        camel.addOverrideProperty("relight.poll", "100ms");
        camel.addOverrideProperty("relight.settle", "0s");
        properties.forEach(camel::addOverrideProperty);
        camel.start();
        return new Watcher(home, camel);
    }

    Main camel() {
        return camel;
    }

    Path drop(Path file, String name) throws IOException {
        return drop(Files.readAllBytes(file), name);
    }

    Path drop(byte[] content, String name) throws IOException {
        Path target = home.resolve("inbox").resolve(name);
        Files.createDirectories(target.getParent());
        Path hidden = target.resolveSibling(".unfinished");
        Files.write(hidden, content);
        return Files.move(hidden, target);
    }

    /** Waits for a file below the home. */
    Path arrives(String name) {
        Path file = home.resolve(name);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(file).exists());
        return file;
    }

    /** Waits for the original in failed, and gives the reason beside it. */
    String failsWith(String name) throws IOException {
        arrives("failed/" + name);
        return Files.readString(home.resolve("failed/" + name + ".reason.txt"));
    }

    @Override
    public void close() {
        camel.stop();
    }
}
