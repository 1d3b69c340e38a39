package io.pixelforge.camel.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.junit.jupiter.api.Test;

/** {@code camel.component.pixelforge.*}, as in application.properties. */
class ComponentPropertiesTest {

    @Test
    void giveWayToWhatAnEndpointNamesInAnotherWay() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PixelForgeConfiguration all = context.getComponent("pixelforge", PixelForgeComponent.class)
                    .getConfiguration();
            all.setApiKeySupplier(() -> "of the component");
            all.setImagePublisher(exchange -> URI.create("https://example.com/of-the-component.jpg"));

            PixelForgeConfiguration one = context.getEndpoint(
                            "pixelforge:relight?apiKey=of-the-endpoint&publishUri=direct:publish",
                            PixelForgeEndpoint.class)
                    .getConfiguration();

            assertThat(one.getApiKey()).isEqualTo("of-the-endpoint");
            assertThat(one.getApiKeySupplier()).isNull();
            assertThat(one.getPublishUri()).isEqualTo("direct:publish");
            assertThat(one.getImagePublisher()).isNull();

            all.setApiKeySupplier(null);
            all.setApiKey("of-the-component");
            context.getRegistry().bind("key", (Supplier<String>) () -> "of-the-endpoint");
            PixelForgeConfiguration other = context.getEndpoint(
                            "pixelforge:relight?apiKeySupplier=#key", PixelForgeEndpoint.class)
                    .getConfiguration();
            assertThat(other.getApiKey()).isNull();
            assertThat(other.getApiKeySupplier().get()).isEqualTo("of-the-endpoint");
        }
    }

    @Test
    void becomeTheDefaultsOfEndpoints() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        SimpleMain main = new SimpleMain(context);
        main.addInitialProperty("camel.component.pixelforge.httpOptions.proxyHost", "proxy.example");
        Map.of(
                        "apiKey", "key-1",
                        "gateway-url", "http://127.0.0.1:1",
                        "prompt", "Soft light",
                        "numImages", "2",
                        "guidance-scale", "4.5",
                        "enableSafetyChecker", "false",
                        "initialPollDelay", "7s",
                        "retention", "PT1H",
                        "httpOptions[httpClient.maxRedirects]", "3",
                        "useGlobalSslContextParameters", "true")
                .forEach((name, value) -> main.addInitialProperty("camel.component.pixelforge." + name, value));
        main.start();
        try {
            PixelForgeEndpoint endpoint =
                    context.getEndpoint("pixelforge:relight?numImages=3&http.proxyPort=8080", PixelForgeEndpoint.class);
            PixelForgeConfiguration options = endpoint.getConfiguration();

            assertThat(options.getApiKey()).isEqualTo("key-1");
            assertThat(options.getGatewayUrl()).isEqualTo("http://127.0.0.1:1");
            assertThat(options.getPrompt()).isEqualTo("Soft light");
            assertThat(options.getNumImages()).isEqualTo(3);
            assertThat(options.getGuidanceScale()).isEqualTo(4.5);
            assertThat(options.getEnableSafetyChecker()).isFalse();
            assertThat(options.getInitialPollDelay()).isEqualTo(7000);
            assertThat(options.getRetention()).isEqualTo(3_600_000);
            assertThat(options.getHttpOptions())
                    .containsOnly(
                            entry("httpClient.maxRedirects", "3"),
                            entry("proxyHost", "proxy.example"),
                            entry("proxyPort", "8080"));
            assertThat(endpoint.getComponent().isUseGlobalSslContextParameters())
                    .isTrue();
        } finally {
            main.stop();
        }
    }
}
