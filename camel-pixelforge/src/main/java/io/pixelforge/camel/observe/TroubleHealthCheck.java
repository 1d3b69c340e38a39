package io.pixelforge.camel.observe;

import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.camel.jobs.Trouble;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether something is wrong with a gateway. It is seen by the calls that are made anyway. */
final class TroubleHealthCheck extends PixelForgeHealthCheck {

    private final Supplier<Map<Scope, Trouble>> troubles;
    private final String message;

    private TroubleHealthCheck(String id, Supplier<Map<Scope, Trouble>> troubles, String message) {
        super(id);
        this.troubles = troubles;
        this.message = message;
    }

    /** Whether the gateway answers. */
    static TroubleHealthCheck ofGateway(GatewayWatch gateways) {
        return new TroubleHealthCheck(
                "pixelforge-gateway",
                gateways::unreachable,
                "PixelForge does not answer. Jobs stay pending and are asked about again until it does; nothing is lost."
                        + " Check the network to it, its proxy, and the service's own state.");
    }

    /** Whether the gateway accepts the key, by its last answer. */
    static TroubleHealthCheck ofKey(GatewayWatch gateways) {
        return new TroubleHealthCheck(
                "pixelforge-key",
                gateways::refused,
                "PixelForge refuses the key. Submits fail, and pending jobs are asked about once a minute. Set the option"
                        + " apiKey to a key that is valid and start the node again, or let an apiKeySupplier give one.");
    }

    @Override
    protected void look(HealthCheckResultBuilder result) {
        troubles.get().forEach((scope, trouble) -> {
            result.down().message(message);
            result.detail(scope.group() + ".gateway", scope.origin());
            result.detail(scope.group() + ".since", trouble.since().toString());
            result.detail(scope.group() + ".said", trouble.why());
        });
    }
}
