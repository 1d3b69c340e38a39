package io.pixelforge.camel.observe;

import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether the repository can be used. While it cannot, this node accepts no job and gives nobody the end of one, so it
 * is not ready: another node may have a way to it.
 */
final class RepositoryHealthCheck extends PixelForgeHealthCheck {

    static final String ID = "pixelforge-repository";

    private final JobFigures figures;

    RepositoryHealthCheck(JobFigures figures) {
        super(ID);
        this.figures = figures;
    }

    @Override
    public boolean isReadiness() {
        return true;
    }

    @Override
    protected void look(HealthCheckResultBuilder result) {
        figures.troubles().forEach((group, trouble) -> {
            result.down()
                    .message(
                            "The PixelForge job repository cannot be used. Submits are refused before anything is sent,"
                                    + " jobs go on at the service, and their ends come once it can be used again. Check its"
                                    + " database, and the log for what it says.");
            result.detail(group + ".since", trouble.since().toString()); // what it said is for the log only
        });
    }
}
