package io.pixelforge.camel;

import io.pixelforge.camel.images.DownloadRules;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A context with the component set up for a sandbox of its own whose jobs take a blink. */
public abstract class PixelForgeTestSupport extends CamelTestSupport {

    protected static final String KEY = "test-key-0123456789abcdef";
    protected static final String PHOTO = "https://example.com/photo.jpg";

    /** How often a picture is tried to be had. */
    protected static final int DOWNLOAD_ATTEMPTS = 3;

    @RegisterExtension
    protected static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofMillis(50))
            .processingTime(Duration.ofMillis(100))
            .generateTime(Duration.ofMillis(20))
            .mediaType("image/png")
            .build());

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        PixelForgeComponent component = context.getComponent("pixelforge", PixelForgeComponent.class);
        component.useDownloadRules(new DownloadRules(DOWNLOAD_ATTEMPTS, Duration.ofMillis(10), Duration.ofSeconds(60)));
        configure(component.getConfiguration());
        return context;
    }

    /** What all endpoints of a test have in common. */
    protected void configure(PixelForgeConfiguration configuration) {
        configuration.setApiKey(KEY);
        configuration.setGatewayUrl(GATEWAY.url());
        configuration.setInitialPollDelay(100);
        configuration.setPollInterval(100);
        configuration.setMaxPollInterval(200);
        configuration.setRedeliveryDelay(100);
    }
}
