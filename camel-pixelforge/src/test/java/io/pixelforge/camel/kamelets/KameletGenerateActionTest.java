package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeJob;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class KameletGenerateActionTest extends KameletTestSupport {

    private static final String ROUTE = """
            - route:
                from:
                  uri: direct:start
                  steps:
                    - to:
                        uri: kamelet:pixelforge-generate-action
                        parameters:
                          apiKey: $key
                          gatewayUrl: $gateway
            """;

    @Test
    void answersWithThePicture() throws Exception {
        load(ROUTE + """
                              prompt: A lamp
                              imageUrls: RAW(https://example.com/a.jpg?x=1&y=2)
                              idempotentKey: ${header.orderId}
                              onUnknown: resubmit
                              jobGroup: orders
                              publishUri: mock:publish
                              download: true
                              maxDownloadSize: 10000000
                              mediaHosts: 127.0.0.1
                """.indent(0));

        Exchange exchange = template.request("direct:start", e -> e.getMessage().setHeader("orderId", 42));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).startsWith(0xff, 0xd8);
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.IDEMPOTENT_KEY))
                .isEqualTo("42");
        assertThat(posts())
                .containsExactly(
                        json("{\"prompt\":\"A lamp\",\"image_urls\":[\"https://example.com/a.jpg?x=1&y=2\"]}"));
    }

    @Test
    void takesTextAsThePrompt() throws Exception {
        load(ROUTE + "              imageUrls: " + PHOTO + "\n");

        Exchange exchange = send("direct:start", "A lamp");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(PixelForgeJob.class).status()).isEqualTo("COMPLETED");
        assertThat(posts()).containsExactly(json("{\"prompt\":\"A lamp\",\"image_urls\":[\"" + PHOTO + "\"]}"));
    }
}
