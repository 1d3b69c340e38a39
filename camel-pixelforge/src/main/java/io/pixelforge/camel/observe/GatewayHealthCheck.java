package io.pixelforge.camel.observe;

import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether the gateway answers. It is seen by the calls that are made anyway, and by the next one that it does again. */
final class GatewayHealthCheck extends PixelForgeHealthCheck {

    static final String ID = "pixelforge-gateway";

    private final GatewayWatch gateways;

    GatewayHealthCheck(GatewayWatch gateways) {
        super(ID);
        this.gateways = gateways;
    }

    @Override
    protected void look(HealthCheckResultBuilder result) {
        gateways.unreachable().forEach((scope, trouble) -> {
            result.down()
                    .message("PixelForge does not answer. Jobs stay pending and are asked about again until it does;"
                            + " nothing is lost. Check the network to it, its proxy, and the service's own state.");
            result.detail(scope.group() + ".gateway", scope.origin());
            result.detail(scope.group() + ".since", trouble.since().toString());
            result.detail(scope.group() + ".said", trouble.why());
        });
    }
}
