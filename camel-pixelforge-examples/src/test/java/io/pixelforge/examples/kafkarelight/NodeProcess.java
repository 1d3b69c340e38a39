package io.pixelforge.examples.kafkarelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link Node} that runs, and can be killed as {@code kill -9} does. */
final class NodeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JavaProcess java;

    private NodeProcess(JavaProcess java) {
        this.java = java;
    }

    /** @param name of the log, which stays in {@code target/nodes} */
    static NodeProcess start(String name, Map<String, String> settings) throws IOException {
        List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
        settings.forEach((setting, value) -> options.add("-D" + setting + "=" + value));
        Path log = Path.of(System.getProperty("basedir"), "target", "nodes", name + ".log");
        return new NodeProcess(JavaProcess.start(log, options, Node.class, Bench.FOLDER.toString()));
    }

    void awaitStarted() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(java.process().isAlive())
                    .as("the node lives: " + java.log())
                    .isTrue();
            return java.output().contains(Node.STARTED);
        });
    }

    /** Ends it at once, wherever it is. */
    void kill() {
        java.kill();
    }

    @Override
    public void close() {
        kill();
    }
}
