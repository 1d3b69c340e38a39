package io.pixelforge.examples.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A process that drives jobs in one way, and measures itself. */
public final class DriverMain {

    /** What the line with the result begins with. */
    static final String RESULT = "RESULT ";

    private static final long LINGER_MILLIS = 500;

    private final ObjectMapper json = new ObjectMapper();
    private final Plan plan;
    private final Recorder recorder;
    private final long giveUpAt;

    private DriverMain(Plan plan) {
        this.plan = plan;
        this.recorder = new Recorder(plan.jobs());
        this.giveUpAt = System.currentTimeMillis() + plan.patienceMillis();
    }

    /** @param args the {@link Plan} as JSON */
    public static void main(String[] args) throws Exception {
        Child.endWithParent();
        ObjectMapper json = new ObjectMapper();
        DriverResult result = new DriverMain(json.readValue(args[0], Plan.class)).run();
        System.out.println(RESULT + json.writeValueAsString(result));
        System.out.flush();
        Runtime.getRuntime().halt(0); // no part of the measure is how it stops
    }

    private DriverResult run() throws Exception {
        Driver driver = driver();
        driver.start();
        Round first = round(driver);
        long coldMillis = cpuMillis();
        int coldCalls = 0;
        Round last = first;
        for (int i = 1; i < plan.rounds() && recorder.error() == null; i++) {
            recorder.linger(LINGER_MILLIS);
            GatewayStats seen = forget();
            coldCalls = i == 1 ? seen.submits() + seen.statusCalls() : coldCalls;
            recorder.nextRound();
            last = round(driver);
        }
        recorder.linger(LINGER_MILLIS);
        return new DriverResult(
                Runtime.version().toString(),
                last.submitMillis,
                last.probedAt,
                last.pending,
                first.heapBytes,
                last.heapBytes,
                coldMillis,
                coldCalls,
                last.cpuMillis,
                ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                recorder.seenAt(),
                recorder.seenAgain(),
                recorder.error());
    }

    /** What all jobs have cost once. */
    private record Round(long submitMillis, long probedAt, long pending, long heapBytes, long cpuMillis) {}

    private Round round(Driver driver) throws Exception {
        long heapBefore = usedHeap();
        long cpuBefore = cpuMillis();
        long begin = System.currentTimeMillis();
        driver.submitAll();
        recorder.awaitAccepted(left());
        long submitMillis = System.currentTimeMillis() - begin;
        // late, shortly before the first job ends: the pause bunches all questions that come due in it
        recorder.awaitSeen(begin + plan.probeMillis() - System.currentTimeMillis());
        long probedAt = System.currentTimeMillis();
        long pending = recorder.pending();
        long heapBytes = usedHeap() - heapBefore;
        recorder.awaitSeen(left());
        return new Round(submitMillis, probedAt, pending, heapBytes, cpuMillis() - cpuBefore);
    }

    /** The gateway begins anew. */
    private GatewayStats forget() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(plan.gatewayUrl() + "/forget").toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        try (InputStream in = connection.getInputStream()) {
            return json.readValue(in, GatewayStats.class);
        }
    }

    private Driver driver() {
        return switch (plan.mode()) {
            case LIMIT -> new LimitDriver(plan, recorder);
            case BLOCKING -> new BlockingDriver(plan, recorder);
            case CAMEL -> new CamelDriver(plan, recorder);
            case PIXELFORGE -> new PixelForgeDriver(plan, recorder);
            case ROUTE -> new RouteDriver(plan, recorder);
            case THREAD -> new ThreadDriver(plan, recorder);
        };
    }

    private long left() {
        return giveUpAt - System.currentTimeMillis();
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpuMillis() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime());
    }
}
