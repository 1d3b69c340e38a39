package io.pixelforge.camel.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are real processes, a gateway, a database, and the directories that the nodes read and write. */
public abstract class NodeTestSupport {

    protected PixelForgeSandbox sandbox;
    protected TestDatabase database;

    @TempDir
    protected Path directory;

    private final List<NodeProcess> nodes = new ArrayList<>();

    @BeforeEach
    protected void startGateway() throws IOException {
        sandbox = new PixelForgeSandbox(gateway().build()).start();
        database = database();
        Files.createDirectories(directory.resolve("done"));
        Files.createDirectories(directory.resolve("doubt"));
    }

    @AfterEach
    protected void endAll() {
        nodes.forEach(NodeProcess::close);
        sandbox.close();
    }

    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder().queueTime(Duration.ofMillis(100)).processingTime(Duration.ofMillis(200));
    }

    protected TestDatabase database() {
        return TestDatabase.h2File(directory);
    }

    /** @param properties further ones, as name=value */
    protected NodeProcess start(String... properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "directory",
                directory.toString(),
                "database.url",
                database.url(),
                "database.user",
                database.user(),
                "database.password",
                database.password(),
                "gateway",
                sandbox.url()));
        for (String property : properties) {
            all.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }
        NodeProcess node = NodeProcess.start(getClass().getSimpleName(), all);
        nodes.add(node);
        return node;
    }

    /** Puts a request into the redelivering queue of all nodes that read {@code in}. */
    protected void queue(String key) {
        queue("in", key);
    }

    protected void queue(String in, String key) {
        try {
            Path written = Files.writeString(
                    directory.resolve(key + ".new"),
                    "{\"prompt\":\"" + key + "\",\"image_urls\":[\"https://example.com/photo.jpg\"]}");
            Files.move(
                    written,
                    Files.createDirectories(directory.resolve(in)).resolve(key),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a node go on that reads {@code in} and stands at its crash point. */
    protected void waveOn(String in) throws IOException {
        Files.createFile(directory.resolve(in + ".go"));
    }

    /** The contents of the files that were written for ends of this key's job. */
    protected List<String> completions(String key) {
        return files("done").stream()
                .filter(file -> file.getFileName().toString().startsWith(key + "."))
                .map(NodeTestSupport::read)
                .toList();
    }

    /** How many ends were emitted for each key. */
    protected Map<String, Integer> completions() {
        Map<String, Integer> counts = new HashMap<>();
        files("done").forEach(file -> {
            String name = file.getFileName().toString();
            counts.merge(name.substring(0, name.indexOf('.')), 1, Integer::sum);
        });
        return counts;
    }

    /** The keys that were reported as being in doubt. */
    protected List<String> doubts() {
        return names("doubt");
    }

    /** What was not yet taken out of the queue. */
    protected List<String> waiting() {
        return names("in");
    }

    protected long charges(String key) {
        return sandbox.ledger().charges(key);
    }

    protected static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    /** Waits until this key's job has ended here once, and nothing more is to be done. */
    protected void assertOneCompletion(String key) {
        eventually().untilAsserted(() -> assertThat(completions(key)).hasSize(1));
        eventually().untilAsserted(() -> assertThat(waiting()).isEmpty());
    }

    private List<String> names(String folder) {
        return files(folder).stream().map(file -> file.getFileName().toString()).toList();
    }

    private List<Path> files(String folder) {
        if (!Files.exists(directory.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
