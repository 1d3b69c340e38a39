package io.pixelforge.examples.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.examples.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.util.FileUtil;

/** Drives the same jobs in several ways, each in a process of its own, and prints a table of what each has cost. */
public final class LoadTest {

    private static final int FAULT = 1;
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int PROBE_BEFORE_FIRST_END = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;
    private final Options options;
    private final PrintStream out;

    /** @param folder with the routes */
    LoadTest(Path folder, Options options, PrintStream out) {
        this.folder = folder;
        this.options = options;
        this.out = out;
    }

    /** @param args the folder with the routes */
    public static void main(String[] args) throws Exception {
        Launch.run(() -> new LoadTest(Path.of(args[0]), Options.of(System::getProperty), System.out).run());
    }

    /** @return the exit status */
    int run() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int jobs : options.jobs()) {
            for (Options.Mode mode : options.modes()) {
                out.println("Running " + jobs + " jobs: " + options.describe(mode, jobs));
                Row row = run(mode, jobs);
                out.println(row.fault().map(fault -> "FAULT: " + fault).orElseGet(row::toString));
                rows.add(row);
            }
        }
        out.println();
        out.println(options.describe());
        out.println();
        out.println(Row.head());
        rows.forEach(out::println);
        return rows.stream().allMatch(row -> row.fault().isEmpty()) ? 0 : FAULT;
    }

    private Row run(Options.Mode mode, int jobs) throws Exception {
        Path scratch = Files.createTempDirectory("load-test");
        try (Child gateway = gateway()) {
            String url = "http://127.0.0.1:" + gateway.await(LoadGateway.PORT);
            DriverResult result = drive(plan(mode, jobs, url, scratch));
            return new Row(
                    options.describe(mode, jobs),
                    jobs,
                    result,
                    stats(url),
                    options.interval().toMillis());
        } finally {
            FileUtil.removeDir(scratch.toFile());
        }
    }

    private Child gateway() throws IOException {
        Duration limit = options.patience().plus(GRACE);
        return Child.start(
                Path.of(System.getProperty("java.home")),
                List.of("-Xmx512m"),
                limit,
                LoadGateway.class,
                Long.toString(options.latency().toMillis()),
                Long.toString(options.shortestJob().toMillis()),
                Long.toString(options.longestJob().toMillis()),
                Long.toString(limit.toMillis()));
    }

    private Plan plan(Options.Mode mode, int jobs, String url, Path scratch) {
        long firstEnd = options.shortestJob().toMillis();
        return new Plan(
                mode,
                jobs,
                options.rounds(),
                url,
                options.interval().toMillis(),
                firstEnd - firstEnd / PROBE_BEFORE_FIRST_END,
                options.concurrency(jobs),
                options.connections(),
                jdbcUrl(scratch),
                options.patience().toMillis(),
                folder.toString());
    }

    private String jdbcUrl(Path scratch) {
        return switch (options.repository()) {
            case Options.MEMORY -> null;
            case Options.H2 -> "jdbc:h2:file:" + scratch.resolve("jobs") + ";WRITE_DELAY=0";
            default -> options.repository();
        };
    }

    private DriverResult drive(Plan plan) throws IOException, InterruptedException {
        List<String> flags = List.of("-Xmx" + options.heap(), "-Dcamel.threads.virtual.enabled=" + options.virtual());
        Duration limit = options.patience().plus(GRACE);
        try (Child driver =
                Child.start(options.java(), flags, limit, DriverMain.class, json.writeValueAsString(plan))) {
            return json.readValue(driver.await(DriverMain.RESULT), DriverResult.class);
        }
    }

    private GatewayStats stats(String url) throws IOException {
        try (InputStream in = URI.create(url + "/stats").toURL().openStream()) {
            return json.readValue(in, GatewayStats.class);
        }
    }
}
