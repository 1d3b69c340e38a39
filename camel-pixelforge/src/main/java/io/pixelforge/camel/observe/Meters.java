package io.pixelforge.camel.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobCounts;
import io.pixelforge.camel.jobs.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.camel.spi.Registry;

/**
 * Micrometer's meters. Their tags have few values: groups, and words of the service and of ours, but nothing of a single
 * job. The only class that knows Micrometer, so that it need not be there.
 */
final class Meters implements Metering {

    private static final String PREFIX = "camel.pixelforge.";

    /** The name under which Camel's own metrics look for it. */
    private static final String REGISTRY_NAME = "metricsRegistry";

    /** A timer cannot take what is more than three centuries, which the service may say. */
    private static final Duration LONGEST_LAG = Duration.ofDays(36_500);

    private final MeterRegistry registry;
    private final JobFigures figures;
    private final Clock clock;
    private final List<Meter> gauges = new CopyOnWriteArrayList<>();

    private Meters(MeterRegistry registry, JobFigures figures, Clock clock) {
        this.registry = registry;
        this.figures = figures;
        this.clock = clock;
    }

    /** Finds the registry in the way of camel-micrometer. */
    static Metering of(Registry camelRegistry, JobFigures figures, Clock clock) {
        MeterRegistry registry = find(camelRegistry, CompositeMeterRegistry.class);
        MeterRegistry found = registry == null ? find(camelRegistry, MeterRegistry.class) : registry;
        return found == null ? NONE : new Meters(found, figures, clock);
    }

    private static MeterRegistry find(Registry camelRegistry, Class<? extends MeterRegistry> type) {
        MeterRegistry named = camelRegistry.lookupByNameAndType(REGISTRY_NAME, type);
        Set<? extends MeterRegistry> all = camelRegistry.findByType(type);
        return named != null || all.size() != 1 ? named : all.iterator().next();
    }

    @Override
    public void openGroup(String group) {
        gauge("pending", "Jobs that the service has and has not ended", group, JobCounts::pending);
        gauge("unknown", "Jobs of which nobody knows whether the service has accepted them", group, JobCounts::inDoubt);
        gauge("undelivered", "Jobs whose end waits to be taken", group, JobCounts::undelivered);
        gauge("parked", "Jobs whose end was offered in vain as often as allowed", group, JobCounts::parked);
        gauges.add(TimeGauge.builder(
                        PREFIX + "jobs.pending.oldest", figures, TimeUnit.MILLISECONDS, f -> value(group, this::age))
                .description("How long ago the oldest of the pending jobs was reserved")
                .tag("group", group)
                .register(registry));
    }

    private void gauge(String name, String description, String group, ToIntFunction<JobCounts> figure) {
        gauges.add(Gauge.builder(
                        PREFIX + "jobs." + name,
                        figures,
                        f -> value(group, counts -> (double) figure.applyAsInt(counts)))
                .description(description)
                .tag("group", group)
                .register(registry));
    }

    private double value(String group, Function<JobCounts, Double> figure) {
        return figures.of(group).map(figure).orElse(Double.NaN);
    }

    private double age(JobCounts counts) {
        return counts.oldestPending()
                .map(oldest ->
                        Math.max(0.0, Duration.between(oldest, clock.instant()).toMillis()))
                .orElse(0.0);
    }

    @Override
    public void openOperation(String group, String operation) {
        submitted(group, operation);
        for (JobState state : JobState.values()) {
            if (state.isEnded()) {
                completed(group, operation, state);
            }
        }
        for (Charged charged : Charged.values()) {
            charged(group, operation, charged);
        }
    }

    @Override
    public void changed(Job before, Job after) {
        if (before == null || before.state() == after.state()) {
            return;
        }
        String group = after.spec().scope().group();
        String operation = after.spec().operation();
        boolean known = before.state().isPending();
        if (!known && (after.state().isPending() || after.state().isEnded())) {
            submitted(group, operation).increment();
        }
        if (after.state().isEnded()) {
            completed(group, operation, after.state()).increment();
            lag(after);
        }
        boolean doubted = before.state() == JobState.SUBMITTING && after.state() == JobState.UNKNOWN;
        if (after.state().isEnded() || doubted) {
            charged(group, operation, after.state().charged()).increment();
        }
    }

    private Counter submitted(String group, String operation) {
        return Counter.builder(PREFIX + "jobs.submitted")
                .description("Jobs that the service has accepted")
                .tag("group", group)
                .tag("operation", operation)
                .register(registry);
    }

    private Counter completed(String group, String operation, JobState state) {
        return Counter.builder(PREFIX + "jobs.completed")
                .description("Jobs whose end was seen")
                .tag("group", group)
                .tag("operation", operation)
                .tag("status", state.name())
                .register(registry);
    }

    private Counter charged(String group, String operation, Charged charged) {
        return Counter.builder(PREFIX + "jobs.charged")
                .description("Jobs by whether they were charged: known with their end, or not known of a POST in doubt")
                .tag("group", group)
                .tag("operation", operation)
                .tag("charged", charged.toString())
                .register(registry);
    }

    /** Clocks may be apart, and a timer takes nothing negative. */
    private void lag(Job ended) {
        Instant completed = ended.answer() == null ? null : ended.answer().completedAt();
        if (completed != null) {
            Duration lag = Duration.between(completed, ended.endedAt());
            Timer.builder(PREFIX + "detection.lag")
                    .description("From the end of a job at the service to its being seen")
                    .tag("detectedBy", ended.detectedBy().toString())
                    .register(registry)
                    .record(lag.isNegative() ? Duration.ZERO : lag.compareTo(LONGEST_LAG) > 0 ? LONGEST_LAG : lag);
        }
    }

    @Override
    public void ended(String call, int code, Duration took, PixelForgeException failure) {
        Timer.builder(PREFIX + "requests")
                .description("Calls to the gateway, without the time that they waited for their turn")
                .tag("call", call)
                .tag("code", code == 0 ? "none" : code >= 100 && code < 600 ? String.valueOf(code) : "other")
                .register(registry)
                .record(took.isNegative() ? Duration.ZERO : took);
    }

    @Override
    public void downloaded(long bytes) {
        DistributionSummary.builder(PREFIX + "downloads.bytes")
                .description("Pictures that were downloaded whole")
                .baseUnit("bytes")
                .register(registry)
                .record(bytes);
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
