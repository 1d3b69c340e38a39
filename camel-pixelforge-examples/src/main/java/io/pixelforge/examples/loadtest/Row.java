package io.pixelforge.examples.loadtest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A line of the table: what a run came to. */
final class Row {

    private static final List<String> HEADS = List.of(
            "mode",
            "jobs",
            "submit all (s)",
            "lag p50 (s)",
            "lag p99 (s)",
            "calls",
            "CPU ms per 1,000 calls, cold",
            "warm",
            "platform threads",
            "KB heap per pending job, with connections",
            "without",
            "busiest 100 ms / mean",
            "Java");
    private static final double SECOND = 1000;
    private static final double KILOBYTE = 1024;
    private static final int FEWEST_WINDOWS = 10;
    private static final String UNKNOWN = "-";

    private final String mode;
    private final int jobs;
    private final DriverResult driver;
    private final GatewayStats gateway;
    private final long interval;
    private final long[] lags;

    /**
     * @param mode     what was driven
     * @param jobs     how many jobs were to be submitted
     * @param driver   what it says
     * @param gateway  what the gateway says
     * @param interval how often a job was asked about, in ms
     */
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
        return line(HEADS) + System.lineSeparator() + "|---".repeat(HEADS.size()) + "|";
    }

    /** What makes the run worth nothing. */
    Optional<String> fault() {
        if (driver.error() != null) {
            return Optional.of(driver.error());
        }
        if (gateway.endedAt().length != jobs || lags.length != jobs || driver.seenAgain() > 0) {
            return Optional.of("of " + jobs + " jobs " + gateway.endedAt().length + " were submitted; the ends of "
                    + lags.length + " were seen, and " + driver.seenAgain() + " once more");
        }
        if (gateway.refused() > 0) {
            return Optional.of(gateway.refused() + " calls were no good");
        }
        return lags[0] < 0 ? Optional.of("an end was seen before it came") : Optional.empty();
    }

    @Override
    public String toString() {
        int calls = gateway.submits() + gateway.statusCalls();
        return line(List.of(
                mode,
                number("%,d", jobs),
                number("%.1f", driver.submitMillis() / SECOND),
                percentile(50),
                percentile(99),
                number("%,d", calls),
                number("%,.0f", driver.coldMillis() * SECOND / (driver.coldCalls() == 0 ? calls : driver.coldCalls())),
                number("%,.0f", driver.warmMillis() * SECOND / calls),
                number("%,d", driver.peakThreads()),
                heap(driver.coldHeap()),
                driver.coldCalls() == 0 ? UNKNOWN : heap(driver.warmHeap()),
                busiest(),
                driver.java().replaceFirst("\\+.*", "")));
    }

    private String heap(long bytes) {
        return driver.pending() == 0 ? UNKNOWN : number("%.1f", bytes / KILOBYTE / driver.pending());
    }

    private String percentile(int percent) {
        int rank = (int) Math.ceil(lags.length * percent / 100.0);
        return rank == 0 ? UNKNOWN : number("%.2f", lags[rank - 1] / SECOND);
    }

    /** While all jobs were asked about in turn: from when all had been asked once until the first of them ended. */
    private String busiest() {
        long firstEnd = Arrays.stream(gateway.endedAt()).min().orElse(0);
        int from = window(gateway.lastSubmit() + interval) + 1;
        int to = Math.min(window(Math.min(driver.probedAt(), firstEnd)), gateway.windows().length);
        if (to - from < FEWEST_WINDOWS) {
            return UNKNOWN;
        }
        int[] calm = Arrays.copyOfRange(gateway.windows(), from, to);
        int all = Arrays.stream(calm).sum();
        return all == 0 ? UNKNOWN : number("%.1f", Arrays.stream(calm).max().orElse(0) * (double) calm.length / all);
    }

    private int window(long time) {
        return (int) ((time - gateway.windowsFrom()) / GatewayStats.WINDOW_MILLIS);
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
