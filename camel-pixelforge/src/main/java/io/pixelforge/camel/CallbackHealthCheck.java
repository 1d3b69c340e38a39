package io.pixelforge.camel;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether the service's callbacks arrive. It is down while they do not, but neither a readiness nor a liveness check: jobs
 * are found by polling then, and taking this server out of traffic would keep callbacks away all the more.
 */
final class CallbackHealthCheck implements HealthCheck {

    static final String ID = "pixelforge-callbacks";

    private final Engine engine;
    private boolean enabled = true;

    CallbackHealthCheck(Engine engine) {
        this.engine = engine;
    }

    @Override
    public String getGroup() {
        return "pixelforge";
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        engine.callbackReceiver()
                .answered()
                .forEach((code, count) -> result.detail("callbacks.answered." + code, count));
        if (!engine.isWithoutCallbacks()) {
            return result.up().build();
        }
        return result.down()
                .message(
                        "PixelForge callbacks do not arrive; jobs are asked about each pollInterval meanwhile. Check that"
                                + " webhookExternalUrl leads to this server.")
                .build();
    }
}
