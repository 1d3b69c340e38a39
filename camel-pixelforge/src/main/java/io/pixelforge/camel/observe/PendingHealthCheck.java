package io.pixelforge.camel.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether a job is pending for longer than one may be. */
final class PendingHealthCheck extends PixelForgeHealthCheck {

    static final String ID = "pixelforge-pending";

    private final JobFigures figures;
    private final Clock clock;
    private final Duration maxAge;

    PendingHealthCheck(JobFigures figures, Clock clock, Duration maxAge) {
        super(ID);
        this.figures = figures;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    @Override
    protected void look(HealthCheckResultBuilder result) {
        figures.beUnknownIfUnread(result);
        Instant limit = clock.instant().minus(maxAge);
        figures.all().forEach((group, counts) -> {
            Optional<Instant> oldest = counts.oldestPending();
            if (oldest.isPresent()) {
                result.detail(group + ".pending", counts.pending());
                result.detail(group + ".since", oldest.get().toString());
            }
            if (oldest.filter(limit::isAfter).isPresent()) {
                result.down()
                        .message("A PixelForge job is pending for longer than maxPendingAge. See whether"
                                + " pixelforge-gateway and pixelforge-key are up, then look the oldest request up at the"
                                + " service.");
            }
        });
    }
}
