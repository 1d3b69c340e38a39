package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.RequestParameters;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputHeadersTest extends WireTestSupport {

    private static final Map<String, Object> ALL_INPUTS = Map.ofEntries(
            Map.entry(PixelForgeConstants.PROMPT, "p"),
            Map.entry(PixelForgeConstants.IMAGE_URLS, PHOTO),
            Map.entry(PixelForgeConstants.IMAGE_SIZE, "square"),
            Map.entry(PixelForgeConstants.NUM_INFERENCE_STEPS, 1),
            Map.entry(PixelForgeConstants.GUIDANCE_SCALE, 1),
            Map.entry(PixelForgeConstants.NUM_IMAGES, 1),
            Map.entry(PixelForgeConstants.ENABLE_SAFETY_CHECKER, true),
            Map.entry(PixelForgeConstants.OUTPUT_FORMAT, "png"),
            Map.entry(PixelForgeConstants.NEGATIVE_PROMPT, "n"),
            Map.entry(PixelForgeConstants.ACCELERATION, "none"),
            Map.entry(PixelForgeConstants.LORAS, "l"),
            Map.entry(PixelForgeConstants.WEBHOOK, "https://w.example/"),
            Map.entry(PixelForgeConstants.WEBHOOK_EVENTS_FILTER, "*"));

    @Override
    protected void prepare(DefaultCamelContext context) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice")
                        .to("pixelforge:relight?" + MINIMUM)
                        .setBody(constant(""))
                        .to("pixelforge:relight?" + MINIMUM);
                from("direct:generateThenRelight")
                        .to("pixelforge:generate?prompt=A city")
                        .setBody(header(PixelForgeConstants.MEDIA_URL))
                        .to("pixelforge:relight?prompt=Soft light");
            }
        });
    }

    @Test
    void areRemovedAfterUse() {
        Map<String, Object> headers = new HashMap<>(ALL_INPUTS);
        headers.put("orderId", 42);

        Exchange exchange = send("pixelforge:relight", null, headers);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).containsEntry("orderId", 42);
        assertThat(exchange.getMessage().getHeaders().keySet()).doesNotContainAnyElementsOf(ALL_INPUTS.keySet());
    }

    @Test
    void areThoseThatTheMetadataNames() {
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
        assertThat(ALL_INPUTS.keySet())
                .containsExactlyInAnyOrderElementsOf(RequestParameters.RELIGHT.stream()
                        .map(ComponentSeams::header)
                        .toList());
    }

    @Test
    void stayForARedeliveryWhenTheCallWasRefused() {
        Exchange exchange = send("pixelforge:relight?" + MINIMUM, null, Map.of(PixelForgeConstants.NUM_IMAGES, 5));

        assertThat(exchange.getException()).hasMessageContaining("header CamelPixelForgeNumImages must be");
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.NUM_IMAGES))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relight", "generate"})
    void thatNobodyKnowsAreRefusedBeforeAnythingIsPaid(String operation) {
        Throwable refusal = refusal(
                "pixelforge:" + operation + "?" + MINIMUM,
                null,
                Map.of("CamelPixelForgePromt", "Night", "camelpixelforgeSeed", 7, "CamelFileName", "cat.png"));

        assertThat(refusal)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("CamelPixelForgePromt, camelpixelforgeSeed")
                .hasMessageContaining(PixelForgeConstants.PROMPT)
                .hasMessageNotContaining("CamelFileName");
    }

    @Test
    void mayBeAnyThatTheComponentHasInAnyCase() throws Exception {
        Map<String, Object> headers = new HashMap<>();
        for (Field constant : PixelForgeConstants.class.getFields()) {
            headers.put(constant.get(null).toString().toLowerCase(Locale.ROOT), null);
        }
        headers.remove(PixelForgeConstants.PREFIX.toLowerCase(Locale.ROOT));
        headers.put("camelpixelforgeprompt", "Night");

        assertThat(headers).hasSize(30);
        assertThat(sent("pixelforge:relight?" + MINIMUM, null, headers)).contains("\"prompt\":\"Night\"");
    }

    @Test
    void ofOneCallDoNotReachTheNext() {
        Exchange exchange = send(
                "direct:twice", null, Map.of(PixelForgeConstants.PROMPT, "First", PixelForgeConstants.NUM_IMAGES, 2));

        assertThat(exchange.getException()).isNull();
        assertThat(GATEWAY.sandbox().requests())
                .extracting("body")
                .containsExactly(
                        "{\"prompt\":\"First\",\"image_urls\":[\"" + PHOTO + "\"],\"num_images\":2}",
                        "{\"prompt\":\"Soft light\",\"image_urls\":[\"" + PHOTO + "\"]}");
    }

    @Test
    void ofRelightAreLeftAloneByGenerate() {
        Exchange exchange = send("direct:generateThenRelight", PHOTO, Map.of(PixelForgeConstants.NUM_IMAGES, 2));

        assertThat(exchange.getException()).isNull();
        assertThat(GATEWAY.sandbox().requests().get(0).body())
                .isEqualTo("{\"prompt\":\"A city\",\"image_urls\":[\"" + PHOTO + "\"]}");
        assertThat(GATEWAY.sandbox().requests().get(1).body())
                .matches("\\{\"prompt\":\"Soft light\",\"image_urls\":\\[\"http.*\"],\"num_images\":2}");
    }

    @Test
    void areNeverTheOutputHeadersOfAnEarlierCall() {
        Map<String, Object> outputs = new HashMap<>();
        for (String name : List.of(
                "RequestId",
                "Status",
                "ModelId",
                "MediaUrl",
                "MediaUrls",
                "MediaType",
                "Error",
                "PollingUrl",
                "CreatedAt",
                "UpdatedAt",
                "CompletedAt",
                "Charged",
                "Duplicate",
                "DetectedBy",
                "RedeliveryCounter",
                "JobGroup",
                "IdempotentKey")) {
            outputs.put("CamelPixelForge" + name, "https://stale.example/" + name);
        }

        Exchange exchange = send("pixelforge:relight?" + MINIMUM, null, outputs);

        assertThat(GATEWAY.sandbox().requests())
                .extracting("body")
                .containsExactly("{\"prompt\":\"Soft light\",\"image_urls\":[\"" + PHOTO + "\"]}");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.JOB_GROUP))
                .isEqualTo("default");
        outputs.remove(PixelForgeConstants.REDELIVERY_COUNTER);
        assertThat(exchange.getMessage().getHeaders().entrySet()).doesNotContainAnyElementsOf(outputs.entrySet());
    }
}
