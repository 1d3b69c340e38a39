package io.pixelforge.camel.observe;

import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether there are jobs that stay as they are until somebody decides. */
final class UndecidedHealthCheck extends PixelForgeHealthCheck {

    static final String ID = "pixelforge-undecided";

    private final JobFigures figures;

    UndecidedHealthCheck(JobFigures figures) {
        super(ID);
        this.figures = figures;
    }

    @Override
    protected void look(HealthCheckResultBuilder result) {
        figures.beUnknownIfUnread(result);
        figures.all().forEach((group, counts) -> {
            if (counts.parked() + counts.inDoubt() > 0) {
                result.down()
                        .message(
                                "PixelForge jobs wait for a decision. Parked ones: mend the route that takes their ends,"
                                        + " then emitAgain of JobDecisions. Jobs in doubt: look them up at the service, then"
                                        + " declareAccepted or declareNotAccepted.");
                result.detail(group + ".parked", counts.parked());
                result.detail(group + ".inDoubt", counts.inDoubt());
                counts.oldestUndecided().ifPresent(since -> result.detail(group + ".since", since.toString()));
            }
        });
    }
}
