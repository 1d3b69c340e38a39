package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.StoppedClockTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** What is measured of times, and how old a figure may be. */
class MetersByTheClockTest extends StoppedClockTestSupport {

    private static final String GROUP = "default";

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("metricsRegistry", registry);
        return context;
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setInitialPollDelay(10_000);
    }

    @Test
    void theLagIsFromTheEndAtTheServiceToItsBeingSeen() {
        String requestId = submit();
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(Fault.bodyText("""
                        {"request_id":"%s","status":"COMPLETED","output":{"media_url":["https://a.example/1.png"]},
                        "completed_at":"2026-05-22 13:00:08"}""".formatted(requestId)));

        clock.advance(Duration.ofSeconds(12));

        await().until(() -> completed("COMPLETED") == 1);
        Timer lag = registry.get("camel.pixelforge.detection.lag")
                .tag("detectedBy", "poll")
                .timer();
        assertThat(lag.count()).isEqualTo(1);
        assertThat(lag.totalTime(TimeUnit.SECONDS)).isEqualTo(4);
    }

    @Test
    void aLagOfCenturiesKeepsNothingElseFromBeingCounted() {
        String requestId = submit();
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(Fault.bodyText("""
                        {"request_id":"%s","status":"COMPLETED","output":{"media_url":["https://a.example/1.png"]},
                        "completed_at":"1601-01-01T00:00:00Z"}""".formatted(requestId)));

        clock.advance(Duration.ofSeconds(12));

        await().untilAsserted(() -> assertThat(charged("yes")).isEqualTo(1));
    }

    @Test
    void aLostJobMayHaveBeenCharged() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(404));
        submit();
        clock.advance(Duration.ofSeconds(12));
        await().until(() -> GATEWAY.sandbox().counters().statusCalls() == 1);

        await().until(() -> {
            clock.advance(Duration.ofMinutes(2));
            return completed("LOST") == 1;
        });

        assertThat(charged("unknown")).isEqualTo(1);
        assertThat(charged("yes") + charged("no")).isZero();
        assertThat(registry.find("camel.pixelforge.detection.lag").timer())
                .as("nobody knows when it ended")
                .isNull();
    }

    @Test
    void aRepositoryIsAskedOnceInFiveSeconds() {
        submit();
        assertThat(gauge("pending")).isEqualTo(1);
        submit();
        clock.advance(Duration.ofMillis(4_999));
        assertThat(gauge("pending")).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));

        assertThat(gauge("pending")).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepFiguresOld() {
        submit();
        assertThat(gauge("pending")).isEqualTo(1);
        submit();

        clock.advance(Duration.ofHours(-1));

        assertThat(gauge("pending")).isEqualTo(2);
    }

    @Test
    void theAgeOfTheOldestPendingJobIsInSeconds() {
        assertThat(oldest()).isZero();
        submit();
        clock.advance(Duration.ofSeconds(5));

        assertThat(oldest()).isEqualTo(5);
    }

    private String submit() {
        return template.request("pixelforge:relight?prompt=Soft light", e -> e.getMessage()
                        .setBody(PHOTO))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    private double completed(String status) {
        return registry.get("camel.pixelforge.jobs.completed")
                .tag("status", status)
                .tag("operation", "relight")
                .counter()
                .count();
    }

    private double charged(String charged) {
        return registry.get("camel.pixelforge.jobs.charged")
                .tag("charged", charged)
                .counter()
                .count();
    }

    private double gauge(String name) {
        return registry.get("camel.pixelforge.jobs." + name)
                .tag("group", GROUP)
                .gauge()
                .value();
    }

    private double oldest() {
        context.getEndpoint("pixelforge:relight?prompt=Soft light").start();
        return registry.get("camel.pixelforge.jobs.pending.oldest").timeGauge().value(TimeUnit.SECONDS);
    }
}
