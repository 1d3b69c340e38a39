package io.pixelforge.camel.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeEndpoint;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.junit.jupiter.api.Test;

/** {@code camel.component.pixelforge.*}, as in application.properties. */
class ComponentPropertiesTest {

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
