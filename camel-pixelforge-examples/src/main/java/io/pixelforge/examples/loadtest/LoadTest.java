package io.pixelforge.examples.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Drives the same jobs in several ways, each in a process of its own, and prints a table of what each has cost. */
public final class LoadTest {

    private static final int FAULT = 1;
    private static final int BAD_OPTIONS = 2;

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
        int status;
        try {
            status = new LoadTest(Path.of(args[0]), Options.of(System::getProperty), System.out).run();
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            status = BAD_OPTIONS;
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    /** @return the exit status */
    int run() throws Exception {
        List<Row> rows = new ArrayList<>();
        int status = 0;
        for (int jobs : options.jobs()) {
            for (Options.Mode mode : options.modes()) {
                out.println("Running " + name(mode) + " with " + jobs + " jobs ...");
                Row row = run(mode, jobs);
                rows.add(row);
                out.println(row);
                if (row.fault() != null) {
                    out.println("FAULT: " + row.fault());
                    status = FAULT;
                }
            }
        }
        out.println();
        out.println(Row.head());
        rows.forEach(out::println);
        return status;
    }

    private Row run(Options.Mode mode, int jobs) throws Exception {
        long patience = options.patience().toMillis();
        double jobTime = options.jobTime().toMillis();
        long shortest = (long) (jobTime * (1 - options.spread()));
        long longest = (long) (jobTime * (1 + options.spread()));
        Path scratch = Files.createTempDirectory("load-test");
        try (Child gateway = Child.start(
                Path.of(System.getProperty("java.home")),
                List.of("-Xmx512m"),
                LoadGateway.class,
                text(options.latency().toMillis()),
                text(shortest),
                text(longest),
                text(2 * patience))) {
            String url = "http://127.0.0.1:" + gateway.await(LoadGateway.PORT);
            Plan plan = new Plan(
                    mode,
                    jobs,
                    url,
                    options.interval().toMillis(),
                    (long) (shortest - jobTime / 10),
                    options.concurrency(jobs),
                    options.connections(),
                    options.repository(),
                    patience,
                    folder.toString(),
                    scratch.toString());
            try (Child driver = Child.start(options.java(), flags(), DriverMain.class, json.writeValueAsString(plan))) {
                DriverResult result = json.readValue(driver.await(DriverMain.RESULT), DriverResult.class);
                return new Row(
                        name(mode), jobs, result, stats(url), options.interval().toMillis());
            }
        }
    }

    private List<String> flags() {
        return List.of("-Xmx" + options.heap(), "-Dcamel.threads.virtual.enabled=" + options.virtual());
    }

    private GatewayStats stats(String url) throws IOException {
        try (InputStream in = URI.create(url + "/stats").toURL().openStream()) {
            return json.readValue(in, GatewayStats.class);
        }
    }

    private static String name(Options.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
