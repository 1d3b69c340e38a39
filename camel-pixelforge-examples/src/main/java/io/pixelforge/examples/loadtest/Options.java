package io.pixelforge.examples.loadtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.camel.util.TimeUtils;

/**
 * What the user says about a load test.
 *
 * @param modes       the ways to drive the jobs, one after the other
 * @param jobs        how many jobs are in flight at once, each number a run of its own
 * @param latency     how long the gateway takes for a call
 * @param interval    how long after an answer a job is asked about again
 * @param jobTime     how long a job takes on average
 * @param spread      by which part of {@code jobTime} a job may be shorter or longer, 0 to 1; uniform
 * @param concurrency {@code maxConcurrentRequests} of the component; 0 for what {@link #concurrency(int)} says
 * @param connections of the modes {@code limit} and {@code route-tuned}
 * @param heap        {@code -Xmx} of each driver
 * @param java        home of the Java that drivers run on
 * @param virtual     whether Camel is told to use virtual threads
 * @param repository  where the component keeps its jobs
 * @param patience    after which a run is given up
 */
record Options(
        List<Mode> modes,
        List<Integer> jobs,
        Duration latency,
        Duration interval,
        Duration jobTime,
        double spread,
        int concurrency,
        int connections,
        String heap,
        Path java,
        boolean virtual,
        Repository repository,
        Duration patience) {

    /** A way to drive jobs. */
    enum Mode {
        LIMIT,
        PIXELFORGE
    }

    /** Where the component keeps its jobs. */
    enum Repository {
        MEMORY,
        H2
    }

    /** Room above what the sizing formula says, so that a late answer holds up no other call. */
    private static final double HEADROOM = 1.5;

    /**
     * @param outside a setting by its name, {@code null} if it is not set
     * @throws IllegalArgumentException if one cannot be read
     */
    static Options of(UnaryOperator<String> outside) {
        UnaryOperator<String> or = name -> {
            String value = outside.apply(name);
            return value == null || value.isBlank() ? defaultOf(name) : value.trim();
        };
        return new Options(
                list(or.apply("modes")).stream().map(Options::mode).toList(),
                list(or.apply("jobs")).stream().map(Integer::valueOf).toList(),
                duration(or.apply("latency")),
                duration(or.apply("interval")),
                duration(or.apply("jobTime")),
                Double.parseDouble(or.apply("spread")),
                Integer.parseInt(or.apply("concurrency")),
                Integer.parseInt(or.apply("connections")),
                or.apply("heap"),
                Path.of(or.apply("java")),
                Boolean.parseBoolean(or.apply("virtualThreads")),
                Repository.valueOf(or.apply("repository").toUpperCase(Locale.ROOT)),
                duration(or.apply("patience")));
    }

    private static String defaultOf(String name) {
        return switch (name) {
            case "modes" -> "limit,pixelforge";
            case "jobs" -> "1000,5000";
            case "latency" -> "150ms";
            case "interval" -> "5s";
            case "jobTime" -> "20s";
            case "spread" -> "0.1";
            case "concurrency" -> "0";
            case "connections" -> "400";
            case "heap" -> "1g";
            case "java" -> System.getProperty("java.home");
            case "virtualThreads" -> "false";
            case "repository" -> "memory";
            case "patience" -> "10m";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Mode mode(String name) {
        return Mode.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Duration duration(String text) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** How many calls must be in flight so that each of so many jobs is asked about in time. */
    int concurrency(int jobCount) {
        double calls = jobCount * (double) latency.toMillis() / interval.toMillis();
        return concurrency > 0 ? concurrency : Math.max(2, (int) Math.ceil(calls * HEADROOM));
    }
}
