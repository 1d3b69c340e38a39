package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeJob;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A Kamelet that is used several times in a context, with other parameters each time. */
class KameletInstancesTest extends KameletTestSupport {

    private static final int MESSAGES = 10;
    private static final String ACTION = """
                    - to:
                        uri: kamelet:pixelforge-relight-action
                        parameters:
                          apiKey: $key
                          gatewayUrl: $gateway
                          prompt: %s
                          %s
                          imageSize: 64x64
                          initialPollDelay: 20ms
                          pollInterval: 20ms
            """;
    private static final String ROUTE = """
            - route:
                from:
                  uri: direct:%s
                  steps:
            """;

    @Test
    void keepTheirParametersToThemselves() throws Exception {
        load(ROUTE.formatted("warm")
                + ACTION.formatted("Warm light", "outputFormat: jpeg")
                + ROUTE.formatted("cool")
                + ACTION.formatted("Cool light", "download: true")
                + ROUTE.formatted("plain")
                + ACTION.formatted("Plain light", "numImages: 2"));

        List<CompletableFuture<Exchange>> all = IntStream.range(0, MESSAGES)
                .boxed()
                .flatMap(i -> Stream.of("warm", "cool", "plain"))
                .map(route -> template.asyncSend(
                        "direct:" + route, exchange -> exchange.getMessage().setBody(PHOTO)))
                .toList();

        for (int i = 0; i < all.size(); i++) {
            Exchange exchange = all.get(i).get();
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody() instanceof PixelForgeJob).isEqualTo(i % 3 != 1);
        }
        String same = ",\"image_size\":{\"width\":64,\"height\":64},\"image_urls\":[\"" + PHOTO + "\"]";
        assertThat(posts())
                .hasSize(3 * MESSAGES)
                .containsOnly(
                        json("{\"prompt\":\"Warm light\",\"output_format\":\"jpeg\"" + same + "}"),
                        json("{\"prompt\":\"Cool light\"" + same + "}"),
                        json("{\"prompt\":\"Plain light\",\"num_images\":2" + same + "}"));
    }

    @Test
    void workOneAfterAnotherInARoute() throws Exception {
        load(ROUTE.formatted("both")
                + ACTION.formatted("Warm light", "outputFormat: jpeg")
                + """
                        - setBody:
                            simple: ${header.CamelPixelForgeMediaUrl}
                """.indent(0)
                + ACTION.formatted("Cool light", "numImages: 2"));

        Exchange exchange = send("direct:both", PHOTO);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(PixelForgeJob.class).mediaUrls())
                .hasSize(2);
        assertThat(posts()).hasSize(2);
        assertThat(posts().get(0).path("output_format").asText()).isEqualTo("jpeg");
        assertThat(posts().get(1).path("prompt").asText()).isEqualTo("Cool light");
        assertThat(posts().get(1).has("output_format")).isFalse();
    }
}
