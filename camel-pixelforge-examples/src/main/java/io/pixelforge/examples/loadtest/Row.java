package io.pixelforge.examples.loadtest;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** A line of the table: what a run came to. */
final class Row {

    private static final String[] HEADS = {
        "mode",
        "jobs",
        "submit all (s)",
        "lag p50 (s)",
        "lag p99 (s)",
        "calls",
        "CPU ms per 1,000 calls",
        "the same without the start",
        "peak platform threads",
        "heap per pending job (KB)",
        "busiest 100 ms / mean"
    };
    private static final double SECOND = 1000;
    private static final double KILOBYTE = 1024;
    private static final int FEWEST_WINDOWS = 10;

    private final String mode;
    private final int jobs;
    private final DriverResult driver;
    private final GatewayStats gateway;
    private final long interval;
    private final long[] lags;

    /** @param interval how often a job was asked about, in ms */
    Row(String mode, int jobs, DriverResult driver, GatewayStats gateway, long interval) {
        this.mode = mode;
        this.jobs = jobs;
        this.driver = driver;
        this.gateway = gateway;
        this.interval = interval;
        this.lags = IntStream.range(0, Math.min(jobs, gateway.endedAt().length))
                .filter(job -> driver.seenAt()[job] > 0)
                .mapToLong(job -> driver.seenAt()[job] - gateway.endedAt()[job])
                .sorted()
                .toArray();
    }

    static String head() {
        return line((Object[]) HEADS) + System.lineSeparator() + "|---".repeat(HEADS.length) + "|";
    }

    /** What makes the run worth nothing, or {@code null}. */
    String fault() {
        if (driver.error() != null) {
            return driver.error();
        }
        if (gateway.submits() != jobs || lags.length != jobs || driver.seenAgain() > 0) {
            return jobs + " jobs were to be submitted, " + gateway.submits() + " were; the ends of " + lags.length
                    + " were seen, " + driver.seenAgain() + " of them more than once";
        }
        if (gateway.refused() > 0) {
            return gateway.refused() + " calls were refused";
        }
        return lags[0] < 0 ? "an end was seen before it came" : null;
    }

    @Override
    public String toString() {
        int calls = gateway.submits() + gateway.statusCalls();
        return line(
                mode,
                number("%,d", jobs),
                number("%.1f", driver.submitMillis() / SECOND),
                percentile(50),
                percentile(99),
                number("%,d", calls),
                number("%,.0f", driver.cpuMillis() * SECOND / calls),
                number("%,.0f", driver.runMillis() * SECOND / calls),
                number("%,d", driver.peakThreads()),
                driver.pending() == 0 ? "-" : number("%.1f", driver.heapBytes() / KILOBYTE / driver.pending()),
                busiest());
    }

    private String percentile(int percent) {
        return lags.length == 0
                ? "-"
                : number("%.2f", lags[(int) Math.ceil(lags.length * percent / 100.0) - 1] / SECOND);
    }

    /** Over the time in which all jobs were asked about in turn: all had been asked once, none had ended. */
    private String busiest() {
        long firstEnd = Arrays.stream(gateway.endedAt()).min().orElse(0);
        int from = window(gateway.lastSubmit() + interval) + 1;
        int to = Math.min(window(Math.min(driver.probedAt(), firstEnd)), gateway.windows().length);
        if (to - from < FEWEST_WINDOWS) {
            return "-";
        }
        int[] calm = Arrays.copyOfRange(gateway.windows(), from, to);
        double mean = Arrays.stream(calm).average().orElse(0);
        return mean == 0 ? "-" : number("%.1f", Arrays.stream(calm).max().orElse(0) / mean);
    }

    private int window(long time) {
        return (int) ((time - gateway.windowsFrom()) / GatewayStats.WINDOW_MILLIS);
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String line(Object... cells) {
        return "| "
                + String.join(" | ", Arrays.stream(cells).map(String::valueOf).toList()) + " |";
    }
}
