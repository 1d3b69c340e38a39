package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.ImageSize;
import io.pixelforge.camel.gateway.Json;
import io.pixelforge.camel.gateway.Lora;
import io.pixelforge.camel.gateway.RelightRequest;
import io.pixelforge.sandbox.jobs.KeyPrint;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class RelightParametersOnTheWireTest extends WireTestSupport {

    private static final String REQUIRED =
            "\"prompt\":\"Soft light\",\"image_urls\":[\"https://example.com/photo.jpg\"]";

    /** A parameter of the service, a text for it, and what the text is on the wire. */
    static final List<Arguments> TEXTS = List.of(
            Arguments.of("image_size", "square_hd", "\"square_hd\""),
            Arguments.of("image_size", "landscape_16_9", "\"landscape_16_9\""),
            Arguments.of("image_size", "1280x720", "{\"width\":1280,\"height\":720}"),
            Arguments.of("image_size", "1280 X 720", "{\"width\":1280,\"height\":720}"),
            Arguments.of("num_inference_steps", "50", "50"),
            Arguments.of("guidance_scale", "4", "4"),
            Arguments.of("guidance_scale", "4.25", "4.25"),
            Arguments.of("num_images", "2", "2"),
            Arguments.of("enable_safety_checker", "true", "true"),
            Arguments.of("enable_safety_checker", "false", "false"),
            Arguments.of("output_format", "jpeg", "\"jpeg\""),
            Arguments.of("negative_prompt", "harsh shadows", "\"harsh shadows\""),
            Arguments.of("acceleration", "none", "\"none\""),
            Arguments.of("loras", "https://a.example/l@0.8", "[{\"path\":\"https://a.example/l\",\"scale\":0.8}]"),
            Arguments.of("loras", "org/lora", "[{\"path\":\"org/lora\"}]"),
            Arguments.of("loras", "https://me@a.example/l", "[{\"path\":\"https://me@a.example/l\"}]"),
            Arguments.of("loras", "https://me@a.example/l@2", "[{\"path\":\"https://me@a.example/l\",\"scale\":2}]"),
            Arguments.of(
                    "loras",
                    "https://a.example/a,b@1.5,https://a.example/c",
                    "[{\"path\":\"https://a.example/a,b\",\"scale\":1.5},{\"path\":\"https://a.example/c\"}]"),
            Arguments.of(
                    "loras",
                    "a, org/b@0.5,https://a.example/c,d",
                    "[{\"path\":\"a\"},{\"path\":\"org/b\",\"scale\":0.5},{\"path\":\"https://a.example/c,d\"}]"),
            Arguments.of("webhook", "https://me.example/hook?a=1", "\"https://me.example/hook?a=1\""),
            Arguments.of("webhook_events_filter", "start", "[\"start\"]"),
            Arguments.of("webhook_events_filter", "start, complete", "[\"start\",\"complete\"]"),
            Arguments.of("webhook_events_filter", "*", "[\"*\"]"));

    /** A parameter of the service, a value that is no text, and what it is on the wire. */
    static final List<Arguments> VALUES = List.of(
            Arguments.of("image_size", Map.of("width", 640, "height", 480), "{\"width\":640,\"height\":480}"),
            Arguments.of("image_size", ImageSize.of(640, 480), "{\"width\":640,\"height\":480}"),
            Arguments.of("image_size", ImageSize.preset("square"), "\"square\""),
            Arguments.of("num_inference_steps", 7, "7"),
            Arguments.of("num_inference_steps", 7L, "7"),
            Arguments.of("num_inference_steps", 7.0, "7"),
            Arguments.of("guidance_scale", 20, "20"),
            Arguments.of("guidance_scale", 3.5, "3.5"),
            Arguments.of("guidance_scale", 3.3f, "3.3"),
            Arguments.of("guidance_scale", new BigDecimal(1.5), "1.5"),
            Arguments.of("guidance_scale", new BigDecimal("10").stripTrailingZeros(), "10"),
            Arguments.of("num_images", (short) 4, "4"),
            Arguments.of("enable_safety_checker", Boolean.FALSE, "false"),
            Arguments.of("loras", new Lora("l", new BigDecimal("0.5")), "[{\"path\":\"l\",\"scale\":0.5}]"),
            Arguments.of("loras", Map.of("path", "l", "scale", 0.0001), "[{\"path\":\"l\",\"scale\":0.0001}]"),
            Arguments.of(
                    "loras",
                    List.of("a@1", Map.of("path", "b"), new Lora("c", null)),
                    "[{\"path\":\"a\",\"scale\":1},{\"path\":\"b\"},{\"path\":\"c\"}]"),
            Arguments.of("webhook", URI.create("https://me.example/hook"), "\"https://me.example/hook\""),
            Arguments.of("webhook_events_filter", List.of("start", "*"), "[\"start\",\"*\"]"),
            Arguments.of("webhook_events_filter", new String[] {"complete"}, "[\"complete\"]"));

    static Stream<Arguments> values() {
        return Stream.concat(TEXTS.stream(), VALUES.stream());
    }

    @AfterEach
    void theGatewayFindsNothingWrong() {
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @FieldSource("TEXTS")
    void anOptionIsSent(String parameter, String text, String json) {
        String option = ComponentSeams.option(parameter);
        assertThat(sent("pixelforge:relight?" + MINIMUM + "&" + option + "=RAW(" + text + ")", null, Map.of()))
                .isEqualTo(full(parameter, json));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("values")
    void aHeaderIsSent(String parameter, Object value, String json) {
        assertThat(sent("pixelforge:relight?" + MINIMUM, null, Map.of(ComponentSeams.header(parameter), value)))
                .isEqualTo(full(parameter, json));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("values")
    void aFieldOfAMapIsSent(String parameter, Object value, String json) {
        assertThat(sent("pixelforge:relight", required(parameter, value), Map.of()))
                .isEqualTo(full(parameter, json));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("values")
    void aFieldOfAJsonTextIsSent(String parameter, Object value, String json) {
        String text = new String(Json.write(required(parameter, value)), StandardCharsets.UTF_8);
        assertThat(sent("pixelforge:relight", text, Map.of())).isEqualTo(full(parameter, json));
    }

    @ParameterizedTest(name = "{0}={1}")
    @FieldSource("TEXTS")
    void whatWasSentCanBeSentAgainAsBytesOrStream(String parameter, String text, String json) {
        String wire = full(parameter, json);
        byte[] bytes = wire.getBytes(StandardCharsets.UTF_8);
        assertThat(sent("pixelforge:relight", bytes, Map.of())).isEqualTo(wire);
        assertThat(sent("pixelforge:relight", new ByteArrayInputStream(bytes), Map.of()))
                .isEqualTo(wire);
    }

    @Test
    void aRecordIsSent() {
        RelightRequest request = new RelightRequest(
                "Soft light",
                List.of(PHOTO),
                ImageSize.of(1280, 720),
                150,
                new BigDecimal("1.5"),
                4,
                false,
                "jpeg",
                " ",
                "none",
                List.of(new Lora("l", new BigDecimal("1.0"))),
                "https://me.example/hook",
                List.of("*"));

        assertThat(sent("pixelforge:relight", request, Map.of()))
                .isEqualTo("{" + REQUIRED + ",\"image_size\":{\"width\":1280,\"height\":720},"
                        + "\"num_inference_steps\":150,\"guidance_scale\":1.5,\"num_images\":4,"
                        + "\"enable_safety_checker\":false,\"output_format\":\"jpeg\",\"negative_prompt\":\" \","
                        + "\"acceleration\":\"none\",\"loras\":[{\"path\":\"l\",\"scale\":1}],"
                        + "\"webhook\":\"https://me.example/hook\",\"webhook_events_filter\":[\"*\"]}");
    }

    @Test
    void theFullRequestOfTheDocumentGoesThroughAsItIs() {
        String full = "{" + REQUIRED + ",\"image_size\":\"square_hd\",\"num_inference_steps\":50,"
                + "\"guidance_scale\":4,\"num_images\":1,\"enable_safety_checker\":true,\"output_format\":\"png\","
                + "\"negative_prompt\":\" \",\"acceleration\":\"regular\",\"loras\":[{\"path\":"
                + "\"https://files.example/lighting-lora.safetensors\",\"scale\":1}],"
                + "\"webhook\":\"https://your-domain.com/webhook\",\"webhook_events_filter\":[\"*\"]}";

        assertThat(sent("pixelforge:relight", full.replace("\"scale\":1}", "\"scale\":1.0}"), Map.of()))
                .isEqualTo(full);
    }

    @Test
    void whatIsLeftOutIsNotSent() {
        assertThat(sent("pixelforge:relight?" + MINIMUM, null, Map.of())).isEqualTo("{" + REQUIRED + "}");
    }

    @Test
    void aFieldThatIsNullIsLeftOutAndLeavesTheOption() {
        Map<String, Object> body = new HashMap<>();
        body.put("prompt", null);
        body.put("num_images", null);

        assertThat(sent("pixelforge:relight?outputFormat=png&" + MINIMUM, body, Map.of()))
                .isEqualTo("{" + REQUIRED + ",\"output_format\":\"png\"}");
    }

    @ParameterizedTest
    @MethodSource
    void aListOfPicturesIsSent(Object urls) throws Exception {
        String wire = "{\"prompt\":\"Soft light\",\"image_urls\":"
                + "[\"https://a.example/1,2.jpg\",\"https://b.example/3.jpg?x=4,5\"]}";
        String uri = "pixelforge:relight?prompt=Soft light";
        assertThat(sent(uri, urls, Map.of())).isEqualTo(wire);
        assertThat(sent(uri, null, Map.of(PixelForgeConstants.IMAGE_URLS, urls)))
                .isEqualTo(wire);
        assertThat(sent(uri, Map.of("image_urls", urls), Map.of())).isEqualTo(wire);
    }

    static Stream<Arguments> aListOfPicturesIsSent() throws Exception {
        String one = "https://a.example/1,2.jpg";
        String two = "https://b.example/3.jpg?x=4,5";
        return Stream.<Object>of(
                        one + "," + two,
                        " " + one + " ,\n " + two + "\n",
                        List.of(one, two),
                        List.of(URI.create(one), new URL(two)),
                        new String[] {one, two})
                .map(urls -> Arguments.of(urls));
    }

    @Test
    void picturesOfAnOptionAreSplitBetweenUrlsOnly() {
        assertThat(sent(
                        "pixelforge:relight?prompt=Soft light"
                                + "&imageUrls=RAW(https://a.example/1,2.jpg,https://b.example/3.jpg)",
                        null,
                        Map.of()))
                .isEqualTo("{\"prompt\":\"Soft light\",\"image_urls\":"
                        + "[\"https://a.example/1,2.jpg\",\"https://b.example/3.jpg\"]}");
    }

    @Test
    void textGoesOverTheWireAsItIs() {
        String prompt = " \"Licht\" von lïnks \\ 光 \uD83D\uDCA1\n\tsoft ";

        assertThat(sent("pixelforge:relight?imageUrls=" + PHOTO, null, Map.of(PixelForgeConstants.PROMPT, prompt)))
                .isEqualTo("{\"prompt\":\" \\\"Licht\\\" von lïnks \\\\ 光 \\uD83D\\uDCA1\\n\\tsoft \","
                        + "\"image_urls\":[\"https://example.com/photo.jpg\"]}");
    }

    @Test
    void theHeadersOfTheCallAreThoseOfTheDocument() {
        Exchange exchange = send(
                "pixelforge:relight?" + MINIMUM, null, Map.of("Cookie", "c", "X-Other", "o", "Cache-Control", "x"));

        assertThat(exchange.getException()).isNull();
        var request = GATEWAY.sandbox().requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/pixelforge-relighting-api/v1/relighting/generate");
        assertThat(request.header("Content-Type")).hasValue("application/json");
        assertThat(request.header("Cache-Control")).hasValue("no-cache");
        assertThat(request.header("Ocp-Apim-Subscription-Key")).hasValue(KeyPrint.of(KEY));
        assertThat(request.headers()).doesNotContainKeys("cookie", "x-other", "x-webhook-url");
    }

    private static Map<String, Object> required(String parameter, Object value) {
        return Map.of("prompt", "Soft light", "image_urls", List.of(PHOTO), parameter, value);
    }

    private static String full(String parameter, String json) {
        return "{" + REQUIRED + ",\"" + parameter + "\":" + json + "}";
    }
}
