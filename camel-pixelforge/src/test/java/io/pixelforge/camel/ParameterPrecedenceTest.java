package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.wire.WireTestSupport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** A header wins over a field of the body, and that over an option, for each parameter by itself. */
class ParameterPrecedenceTest extends WireTestSupport {

    /** A parameter of the service, three texts for it, and what they are on the wire. */
    static final List<Arguments> PARAMETERS = List.of(
            Arguments.of("prompt", "p1", "\"p1\"", "p2", "\"p2\"", "p3", "\"p3\""),
            Arguments.of(
                    "image_urls",
                    "https://a.example/1",
                    "[\"https://a.example/1\"]",
                    "https://a.example/2",
                    "[\"https://a.example/2\"]",
                    "https://a.example/3",
                    "[\"https://a.example/3\"]"),
            Arguments.of(
                    "image_size",
                    "square",
                    "\"square\"",
                    "10x20",
                    "{\"width\":10,\"height\":20}",
                    "square_hd",
                    "\"square_hd\""),
            Arguments.of("num_inference_steps", "1", "1", "2", "2", "3", "3"),
            Arguments.of("guidance_scale", "1", "1", "2.5", "2.5", "3", "3"),
            Arguments.of("num_images", "1", "1", "2", "2", "3", "3"),
            Arguments.of("enable_safety_checker", "true", "true", "false", "false", "true", "true"),
            Arguments.of("output_format", "png", "\"png\"", "jpeg", "\"jpeg\"", "png", "\"png\""),
            Arguments.of("negative_prompt", "n1", "\"n1\"", "n2", "\"n2\"", "n3", "\"n3\""),
            Arguments.of("acceleration", "none", "\"none\"", "regular", "\"regular\"", "none", "\"none\""),
            Arguments.of(
                    "loras", "l1", "[{\"path\":\"l1\"}]", "l2", "[{\"path\":\"l2\"}]", "l3", "[{\"path\":\"l3\"}]"),
            Arguments.of(
                    "webhook",
                    "https://w.example/1",
                    "\"https://w.example/1\"",
                    "https://w.example/2",
                    "\"https://w.example/2\"",
                    "https://w.example/3",
                    "\"https://w.example/3\""),
            Arguments.of(
                    "webhook_events_filter", "start", "[\"start\"]", "complete", "[\"complete\"]", "*", "[\"*\"]"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("PARAMETERS")
    void aHeaderWinsOverABodyFieldAndThatOverAnOption(
            String parameter, String option, String json1, String field, String json2, String header, String json3) {
        String uri =
                "pixelforge:relight?" + others(parameter) + RequestReader.camelCase(parameter) + "=RAW(" + option + ")";
        Map<String, Object> body = Map.of(parameter, field);
        Map<String, Object> headers = Map.of(ComponentSeams.header(parameter), header);

        assertThat(sent(uri, null, Map.of())).contains("\"" + parameter + "\":" + json1);
        assertThat(sent(uri, body, Map.of())).contains("\"" + parameter + "\":" + json2);
        assertThat(sent(uri, body, headers)).contains("\"" + parameter + "\":" + json3);
        assertThat(sent(uri, null, headers)).contains("\"" + parameter + "\":" + json3);
    }

    private static String others(String parameter) {
        return switch (parameter) {
            case "prompt" -> "imageUrls=" + PHOTO + "&";
            case "image_urls" -> "prompt=Soft light&";
            default -> MINIMUM + "&";
        };
    }
}
