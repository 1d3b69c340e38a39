package io.pixelforge.camel.observe;

import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether the gateway accepts the key, by its last answer. */
final class KeyHealthCheck extends PixelForgeHealthCheck {

    static final String ID = "pixelforge-key";

    private final GatewayWatch gateways;

    KeyHealthCheck(GatewayWatch gateways) {
        super(ID);
        this.gateways = gateways;
    }

    @Override
    protected void look(HealthCheckResultBuilder result) {
        gateways.refused().forEach((scope, trouble) -> {
            result.down()
                    .message("PixelForge refuses the key. Submits fail, and pending jobs are asked about once a minute."
                            + " Set the option apiKey to a key that is valid, and start the node again.");
            result.detail(scope.group() + ".gateway", scope.origin());
            result.detail(scope.group() + ".since", trouble.since().toString());
            result.detail(scope.group() + ".said", trouble.why());
        });
    }
}
