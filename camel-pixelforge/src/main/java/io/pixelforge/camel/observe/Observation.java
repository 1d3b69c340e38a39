package io.pixelforge.camel.observe;

import io.pixelforge.camel.gateway.CallObserver;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what the component does and tells how it is, while it runs. Asks the gateway nothing for it. */
public final class Observation {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);

    private final CamelContext context;
    private final JobFigures figures;
    private final GatewayWatch gateways;
    private final Metering metering;
    private final List<HealthCheck> checks;

    /**
     * @param context       where meter registry and health checks are looked for
     * @param clock         the time
     * @param maxPendingAge how old a pending job may be
     * @param callbacks     whether callbacks arrive
     */
    public Observation(CamelContext context, Clock clock, Duration maxPendingAge, HealthCheck callbacks) {
        this.context = context;
        figures = new JobFigures(clock);
        gateways = new GatewayWatch(clock);
        metering = Metering.of(context, figures, clock);
        checks = List.of(
                callbacks,
                TroubleHealthCheck.ofGateway(gateways),
                TroubleHealthCheck.ofKey(gateways),
                new PendingHealthCheck(figures, clock, maxPendingAge),
                new UndecidedHealthCheck(figures),
                new RepositoryHealthCheck(figures));
    }

    /** Has the health checks looked at. */
    public void start() {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            checks.forEach(health::register);
        }
    }

    /** Ends what {@link #start} and {@link #open} began. */
    public void stop() {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            checks.forEach(health::unregister);
        }
        metering.close();
    }

    /** Observes what a tracker does with jobs. */
    public void observe(JobTracker tracker) {
        tracker.observe(metering);
    }

    /** There will be jobs of this group in the tracker's repository. */
    public void open(String group, JobTracker tracker) {
        if (figures.open(group, tracker)) {
            metering.openGroup(group);
        }
    }

    /** There will be submits of this group and operation. */
    public void openOperation(String group, String operation) {
        metering.openOperation(group, operation);
    }

    /** To be told of the calls to the gateway of a scope, until {@link #closeCalls}. */
    public CallObserver openCalls(Scope scope) {
        gateways.open(scope);
        return (call, code, took, failure) -> {
            gateways.ended(scope, failure);
            harmless(() -> metering.ended(call, code, took, failure));
        };
    }

    /** Ends what {@link #openCalls} began, once for each. */
    public void closeCalls(Scope scope) {
        gateways.close(scope);
    }

    /** To be told how many bytes a picture has that was downloaded. */
    public LongConsumer downloads() {
        return bytes -> harmless(() -> metering.downloaded(bytes));
    }

    /** A registry that refuses a meter is no reason for a call that was paid, or a picture, to be lost. */
    private static void harmless(Runnable measuring) {
        try {
            measuring.run();
        } catch (RuntimeException e) {
            LOG.warn("PixelForge could not measure: {}", e.toString());
        }
    }
}
