package io.pixelforge.camel;

import io.pixelforge.camel.observe.PixelForgeHealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether the service's callbacks arrive. It is down while they do not, but takes this server not out of traffic, which
 * would keep callbacks away all the more: jobs are found by polling then.
 */
final class CallbackHealthCheck extends PixelForgeHealthCheck {

    static final String ID = "pixelforge-callbacks";

    private final Engine engine;

    CallbackHealthCheck(Engine engine) {
        super(ID);
        this.engine = engine;
    }

    @Override
    protected void look(HealthCheckResultBuilder result) {
        engine.callbackReceiver()
                .answered()
                .forEach((code, count) -> result.detail("callbacks.answered." + code, count));
        if (engine.isWithoutCallbacks()) {
            result.down()
                    .message(
                            "PixelForge callbacks do not arrive; jobs are asked about each pollInterval meanwhile. Check that"
                                    + " webhookExternalUrl leads to this server.");
        }
    }
}
