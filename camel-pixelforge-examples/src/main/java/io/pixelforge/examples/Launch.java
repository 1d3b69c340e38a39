package io.pixelforge.examples;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.main.Main;

/** How examples start: their process, the sandbox, and Camel with the routes of their folder. */
public final class Launch {

    private static final int BAD_SETTINGS = 2;
    private static final Duration QUEUE = Duration.ofSeconds(2);
    private static final Duration PROCESSING = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 200;

    private Launch() {}

    /** What an example does, and the exit status that comes of it. */
    public interface Example {

        /** @throws IllegalArgumentException if settings do not fit together, saying what to write */
        int run() throws Exception;
    }

    /** Runs an example as a process: a fault of its settings is a message, and what fails ends with a status. */
    public static void run(Example example) throws Exception {
        System.setProperty("java.awt.headless", "true");
        int status = status(example);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int status(Example example) throws Exception {
        try {
            return example.run();
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }

    /** A sandbox that takes as long for a job as one likes to look on. */
    public static PixelForgeSandbox sandbox(PrintStream out) {
        SandboxOptions options = SandboxOptions.builder()
                .queueTime(QUEUE)
                .processingTime(PROCESSING)
                .build();
        PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start();
        out.printf(
                "A PixelForge sandbox runs at %s (queue %d s, processing %d s). Nothing is paid.%n",
                sandbox.url(), QUEUE.toSeconds(), PROCESSING.toSeconds());
        return sandbox;
    }

    /**
     * Camel, not yet started.
     *
     * @param folder     with the routes and {@code application.properties}
     * @param properties what those leave open
     */
    public static Main camel(Path folder, Map<String, String> properties) {
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("file:" + folder.resolve("application.properties"));
        camel.configure().setRoutesIncludePattern("file:" + folder + "/*.camel.yaml");
        properties.forEach(camel::addOverrideProperty);
        return camel;
    }

    /** @throws IllegalArgumentException if it cannot start, with the first cause as its message */
    public static void start(Main camel) {
        try {
            camel.start();
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IllegalArgumentException("It cannot start: " + cause.getMessage(), e);
        }
    }

    /** @return whether something has come true in time */
    public static boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        Instant until = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(until)) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
