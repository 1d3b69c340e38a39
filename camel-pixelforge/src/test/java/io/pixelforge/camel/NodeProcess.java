package io.pixelforge.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link Node} that runs, and can be killed as {@code kill -9} does or be frozen. */
final class NodeProcess implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param test names the log, which stays in {@code target/nodes} */
    static NodeProcess start(String test, Map<String, String> properties) {
        return start(test, Node.class, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), properties);
    }

    /**
     * @param main    what runs instead of a {@link Node}
     * @param options for the JVM
     */
    static NodeProcess start(String test, Class<?> main, List<String> options, Map<String, String> properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        properties.forEach((name, value) -> command.add("-Dnode." + name + "=" + value));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        try {
            Path log = Files.createDirectories(Path.of("target", "nodes"))
                    .resolve(test + "-" + NUMBER.incrementAndGet() + ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new NodeProcess(process, log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    NodeProcess awaitStarted() {
        return awaitLine(Node.STARTED);
    }

    NodeProcess awaitCrashPoint() {
        return awaitLine(CrashPoint.REACHED);
    }

    NodeProcess awaitLine(String text) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(process.isAlive()).as("the node lives: " + log).isTrue();
            return output().contains(text);
        });
        return this;
    }

    /** Waits until it has ended by itself, and tells how. */
    int awaitEnd() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the node ends: " + log)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Lets it work for a while. */
    NodeProcess liveFor(Duration time) {
        try {
            assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the node ended by itself: " + log)
                    .isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** What it has printed so far. */
    String output() {
        try {
            return new String(Files.readAllBytes(log), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it at once, wherever it is. */
    void kill() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops its time, as a debugger or a busy hypervisor does. */
    void freeze() {
        signal("STOP");
    }

    void wakeUp() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int result = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
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

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
