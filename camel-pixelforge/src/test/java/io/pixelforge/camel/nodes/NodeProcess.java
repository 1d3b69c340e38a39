package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link Node} that runs, and can be killed as {@code kill -9} does or be frozen. */
public final class NodeProcess implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JavaProcess java;

    private NodeProcess(JavaProcess java) {
        this.java = java;
    }

    /** @param test names the log, which stays in {@code target/nodes} */
    public static NodeProcess start(String test, Map<String, String> properties) {
        return start(test, Node.class, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), properties);
    }

    /**
     * @param main    what runs instead of a {@link Node}
     * @param options for the JVM
     */
    public static NodeProcess start(String test, Class<?> main, List<String> options, Map<String, String> properties) {
        List<String> all = new ArrayList<>(options);
        properties.forEach((name, value) -> all.add("-Dnode." + name + "=" + value));
        try {
            Path log = Path.of("target", "nodes").resolve(test + "-" + NUMBER.incrementAndGet() + ".log");
            return new NodeProcess(JavaProcess.start(log, all, main));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public NodeProcess awaitStarted() {
        return awaitLine(Node.STARTED);
    }

    public NodeProcess awaitCrashPoint() {
        return awaitLine(CrashPoint.REACHED);
    }

    public NodeProcess awaitLine(String text) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(java.process().isAlive())
                    .as("the node lives: " + java.log())
                    .isTrue();
            return output().contains(text);
        });
        return this;
    }

    /** Waits until it has ended by itself, and tells how. */
    public int awaitEnd() {
        try {
            assertThat(java.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the node ends: " + java.log())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return java.process().exitValue();
    }

    /** Lets it work for a while. */
    public NodeProcess liveFor(Duration time) {
        try {
            assertThat(java.process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the node ended by itself: " + java.log())
                    .isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** What it has printed so far. */
    public String output() {
        return java.output();
    }

    /** Ends it at once, wherever it is. */
    public void kill() {
        java.kill();
    }

    /** Stops its time, as a debugger or a busy hypervisor does. */
    public void freeze() {
        signal("STOP");
    }

    public void wakeUp() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int result = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(java.process().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(result).isZero();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
