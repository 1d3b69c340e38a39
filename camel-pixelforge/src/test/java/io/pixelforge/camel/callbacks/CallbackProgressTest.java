package io.pixelforge.camel.callbacks;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallbackProgressTest extends CallbackTestSupport {

    @RegisterExtension
    static final PixelForgeSandboxExtension SLOWER = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofMillis(500))
            .processingTime(Duration.ofSeconds(3))
            .build());

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setGatewayUrl(SLOWER.url());
        configuration.setWebhookMode(PixelForgeConfiguration.WebhookMode.sync);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?includeProgress=true").to("mock:job");
            }
        };
    }

    @Test
    void progressIsEmittedAsTheServiceTellsOfIt() throws Exception {
        MockEndpoint job = getMockEndpoint("mock:job");
        job.expectedHeaderValuesReceivedInAnyOrder(PixelForgeConstants.STATUS, "PROCESSING", "COMPLETED");

        template.requestBody("pixelforge:relight?prompt=Soft light", PHOTO);

        job.assertIsSatisfied();
    }
}
