package io.pixelforge.camel.observe;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * What the health checks have in common. None says that the process has to be started anew, and unless it says otherwise
 * none takes a node out of traffic: what is wrong elsewhere is wrong for all nodes, which would all be taken out.
 */
public abstract class PixelForgeHealthCheck implements HealthCheck {

    private final String id;
    private boolean enabled = true;

    protected PixelForgeHealthCheck(String id) {
        this.id = id;
    }

    /** Looks. */
    protected abstract void look(HealthCheckResultBuilder result);

    @Override
    public final Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).up();
        look(result);
        return result.build();
    }

    @Override
    public final String getGroup() {
        return "pixelforge";
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public final boolean isLiveness() {
        return false;
    }

    @Override
    public final boolean isEnabled() {
        return enabled;
    }

    @Override
    public final void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
