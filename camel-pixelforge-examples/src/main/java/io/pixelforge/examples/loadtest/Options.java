package io.pixelforge.examples.loadtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.util.TimeUtils;

/**
 * What the user says about a load test.
 *
 * @param modes       the ways to drive the jobs, one after the other
 * @param jobs        how many jobs are in flight at once, each number a run of its own
 * @param rounds      how often each process drives its jobs; the last round counts
 * @param latency     how long the gateway takes for a call
 * @param interval    how long after an answer a job is asked about again
 * @param jobTime     how long a job takes on average
 * @param spread      by which part of {@code jobTime} a job may be shorter or longer, 0 to 1; uniform
 * @param concurrency {@code maxConcurrentRequests} of the component; 0 for what {@link #concurrency(int)} says
 * @param connections of the mode {@code limit}
 * @param heap        {@code -Xmx} of each driver
 * @param java        home of the Java that drivers run on
 * @param virtual     whether Camel is told to use virtual threads
 * @param repository  where the component keeps its jobs: {@code memory}, {@code h2}, or a JDBC URL
 * @param patience    after which a run is given up
 */
record Options(
        List<Mode> modes,
        List<Integer> jobs,
        int rounds,
        Duration latency,
        Duration interval,
        Duration jobTime,
        double spread,
        int concurrency,
        int connections,
        String heap,
        Path java,
        boolean virtual,
        String repository,
        Duration patience) {

    /** A way to drive jobs. */
    enum Mode {
        LIMIT,
        BLOCKING,
        CAMEL,
        PIXELFORGE,
        ROUTE,
        THREAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String MEMORY = "memory";
    static final String H2 = "h2";

    /** Room above what the sizing formula says: late answers hold up nobody, and no peak is above twice the mean. */
    private static final double HEADROOM = 4 / 3.0;

    private static final int FEWEST = 2;

    /**
     * @param outside a setting by its name, {@code null} if it is not set
     * @throws IllegalArgumentException if one cannot be read, naming it
     */
    static Options of(UnaryOperator<String> outside) {
        Reader read = new Reader(outside);
        return new Options(
                read.list(
                        "modes",
                        "limit,blocking,camel,pixelforge,route,thread",
                        name -> Mode.valueOf(name.toUpperCase(Locale.ROOT))),
                read.list("jobs", "1000,5000", Integer::valueOf),
                read.one("rounds", "2", Integer::valueOf),
                read.one("latency", "150ms", Options::duration),
                read.one("interval", "5s", Options::duration),
                read.one("jobTime", "20s", Options::duration),
                read.one("spread", "0.1", Double::valueOf),
                read.one("concurrency", "0", Integer::valueOf),
                read.one("connections", "400", Integer::valueOf),
                read.one("heap", "1g", Function.identity()),
                read.one("java", System.getProperty("java.home"), Options::javaHome),
                read.one("virtualThreads", "false", Boolean::valueOf),
                read.one("repository", MEMORY, Options::repository),
                read.one("patience", "10m", Options::duration));
    }

    private record Reader(UnaryOperator<String> outside) {

        <T> T one(String name, String otherwise, Function<String, T> parser) {
            String value = Optional.ofNullable(outside.apply(name))
                    .filter(text -> !text.isBlank())
                    .orElse(otherwise)
                    .trim();
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // Camel throws either for durations
                throw new IllegalArgumentException("-D" + name + "=" + value + " cannot be read: " + e.getMessage(), e);
            }
        }

        <T> List<T> list(String name, String otherwise, Function<String, T> parser) {
            return one(name, otherwise, text -> Arrays.stream(text.split(" *, *"))
                    .map(parser)
                    .toList());
        }
    }

    private static Duration duration(String text) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }

    private static Path javaHome(String text) {
        Path home = Path.of(text);
        if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
            throw new IllegalArgumentException("there is no bin/java in it");
        }
        return home;
    }

    private static String repository(String text) {
        if (!text.equals(MEMORY) && !text.equals(H2) && !text.startsWith("jdbc:")) {
            throw new IllegalArgumentException("it is neither memory, h2 nor a JDBC URL");
        }
        return text;
    }

    /** How many calls must be in flight so that each of so many jobs is asked about in time. */
    int concurrency(int jobCount) {
        double calls = jobCount * (double) latency.toMillis() / interval.toMillis();
        return concurrency > 0 ? concurrency : Math.max(FEWEST, (int) Math.ceil(calls * HEADROOM));
    }

    /** How long the shortest job takes. */
    Duration shortestJob() {
        return Duration.ofMillis(Math.round(jobTime.toMillis() * (1 - spread)));
    }

    /** How long the longest job takes. */
    Duration longestJob() {
        return Duration.ofMillis(Math.round(jobTime.toMillis() * (1 + spread)));
    }

    /** A mode with what matters for it. */
    String describe(Mode mode, int jobCount) {
        return switch (mode) {
            case LIMIT -> mode + ", " + connections + " connections";
            case BLOCKING, CAMEL -> mode + ", " + concurrency(jobCount) + " threads";
            case PIXELFORGE -> mode + ", maxConcurrentRequests=" + concurrency(jobCount);
            case ROUTE, THREAD -> mode.toString();
        };
    }

    /** The circumstances of the whole table. */
    String describe() {
        return "The gateway takes " + latency.toMillis() + " ms for a call and "
                + shortestJob().toMillis() + " to " + longestJob().toMillis()
                + " ms for a job, which is asked about every "
                + interval.toMillis() + " ms; " + Runtime.getRuntime().availableProcessors()
                + " processors, -Xmx" + heap + (virtual ? ", virtual threads" : "") + ", jobs of the component in "
                + repository.replaceFirst("\\?.*", "") + ".";
    }
}
