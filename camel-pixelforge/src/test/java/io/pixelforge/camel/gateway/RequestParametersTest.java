package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class RequestParametersTest {

    private static final String PHOTO = "https://example.com/photo.jpg";
    private static final String LORA = "https://example.com/lora";

    static final List<Arguments> INSIDE = List.of(
            Arguments.of("prompt", "x"),
            Arguments.of("prompt", "x".repeat(800)),
            Arguments.of("prompt", "\uD83D\uDCA1".repeat(800)),
            Arguments.of("image_urls", urls(1)),
            Arguments.of("image_urls", urls(10)),
            Arguments.of("image_urls", "http://example.com/a.jpg"),
            Arguments.of("image_size", "square_hd"),
            Arguments.of("image_size", "square"),
            Arguments.of("image_size", "portrait_4_3"),
            Arguments.of("image_size", "portrait_16_9"),
            Arguments.of("image_size", "landscape_4_3"),
            Arguments.of("image_size", "landscape_16_9"),
            Arguments.of("image_size", "1x1"),
            Arguments.of("image_size", Map.of("width", "640", "height", 480)),
            Arguments.of("num_inference_steps", 1),
            Arguments.of("num_inference_steps", 150),
            Arguments.of("guidance_scale", 1),
            Arguments.of("guidance_scale", 20),
            Arguments.of("guidance_scale", "20.000"),
            Arguments.of("guidance_scale", 1.0001),
            Arguments.of("num_images", 1),
            Arguments.of("num_images", 4),
            Arguments.of("enable_safety_checker", " FALSE "),
            Arguments.of("output_format", "png"),
            Arguments.of("output_format", "jpeg"),
            Arguments.of("negative_prompt", ""),
            Arguments.of("negative_prompt", "x".repeat(10_000)),
            Arguments.of("acceleration", "none"),
            Arguments.of("acceleration", "regular"),
            Arguments.of("loras", List.of()),
            Arguments.of("loras", Collections.nCopies(3, LORA)),
            Arguments.of("loras", LORA + "@0"),
            Arguments.of("loras", LORA + "@2.0"),
            Arguments.of("webhook", "https://example.com"),
            Arguments.of("webhook_events_filter", List.of("start", "complete", "*")));

    static final List<Arguments> OUTSIDE = List.of(
            Arguments.of("prompt", "", "prompt is required"),
            Arguments.of("prompt", " \n", "prompt is required"),
            Arguments.of("prompt", "x".repeat(801), "at most 800 characters, has 801"),
            Arguments.of("prompt", 42, "must be text"),
            Arguments.of("prompt", "half \uD83D", "half of a character"),
            Arguments.of("image_urls", List.of(), "1 to 10 pictures, names 0"),
            Arguments.of("image_urls", "", "1 to 10 pictures, names 0"),
            Arguments.of("image_urls", urls(11), "1 to 10 pictures, names 11"),
            Arguments.of("image_urls", "ftp://example.com/a.jpg", "http or https"),
            Arguments.of("image_urls", "photo.jpg", "http or https"),
            Arguments.of("image_urls", "https://", "http or https"),
            Arguments.of("image_urls", "https://example.com/a b.jpg", "at 21"),
            Arguments.of("image_urls", Collections.singletonList(null), "http or https"),
            Arguments.of("image_size", "huge", "landscape_16_9"),
            Arguments.of("image_size", "0x1", "1 pixel or more"),
            Arguments.of("image_size", "1x0", "1 pixel or more"),
            Arguments.of("image_size", "-1x5", "1280x720"),
            Arguments.of("image_size", Map.of("width", 1), "1280x720"),
            Arguments.of("image_size", Map.of("width", 1, "height", 1, "depth", 1), "1280x720"),
            Arguments.of("image_size", Map.of("width", 1.5, "height", 1), "1 pixel or more"),
            Arguments.of("image_size", ImageSize.of(0, 1), "1 pixel or more"),
            Arguments.of("image_size", ImageSize.preset("huge"), "landscape_16_9"),
            Arguments.of("num_inference_steps", 0, "whole number from 1 to 150"),
            Arguments.of("num_inference_steps", 151, "whole number from 1 to 150"),
            Arguments.of("num_inference_steps", 1.5, "whole number from 1 to 150"),
            Arguments.of("num_inference_steps", "many", "must be a number"),
            Arguments.of("num_inference_steps", "1e1", "must be a number"),
            Arguments.of("num_inference_steps", true, "must be a number"),
            Arguments.of("guidance_scale", 0.9999, "from 1 to 20"),
            Arguments.of("guidance_scale", 20.0001, "from 1 to 20"),
            Arguments.of("guidance_scale", Double.NaN, "must be a number"),
            Arguments.of("guidance_scale", Double.POSITIVE_INFINITY, "must be a number"),
            Arguments.of("guidance_scale", new BigDecimal("1e999999999"), "must be a number"),
            Arguments.of("num_images", 0, "whole number from 1 to 4"),
            Arguments.of("num_images", 5, "whole number from 1 to 4"),
            Arguments.of("num_images", -1, "whole number from 1 to 4"),
            Arguments.of("enable_safety_checker", "yes", "true or false"),
            Arguments.of("output_format", "gif", "jpeg, png"),
            Arguments.of("output_format", "PNG", "jpeg, png"),
            Arguments.of("negative_prompt", List.of("x"), "must be text"),
            Arguments.of("acceleration", "high", "none, regular"),
            Arguments.of("loras", Collections.nCopies(4, LORA), "at most 3 entries, has 4"),
            Arguments.of("loras", "a,b,c,d", "at most 3 entries, has 4"),
            Arguments.of("loras", "a,,b", "a path"),
            Arguments.of("loras", LORA + "@2.01", "from 0 to 2"),
            Arguments.of("loras", LORA + "@-0.01", "from 0 to 2"),
            Arguments.of("loras", "@1", "a path"),
            Arguments.of("loras", Map.of("scale", 1), "a path"),
            Arguments.of("loras", Map.of("path", "l", "weight", 1), "path and scale"),
            Arguments.of("loras", Collections.singletonMap(null, 1), "path and scale"),
            Arguments.of("loras", Collections.singletonList(null), "path and scale"),
            Arguments.of("webhook", "http://example.com", "https"),
            Arguments.of("webhook", "example.com", "https"),
            Arguments.of("webhook_events_filter", "end", "start, complete, *"),
            Arguments.of("webhook_events_filter", "", "start, complete, *"),
            Arguments.of("webhook_events_filter", Collections.singletonList(null), "start, complete, *"),
            Arguments.of("seed", 1, "'seed' is not a parameter"),
            Arguments.of("imageUrls", PHOTO, "'imageUrls' is not a parameter"),
            Arguments.of(null, PHOTO, "'null' is not a parameter"));

    @ParameterizedTest(name = "{0}={1}")
    @FieldSource("INSIDE")
    void whatIsInTheRangeIsTaken(String parameter, Object value) {
        assertThat(Json.toMap(relight(parameter, value))).containsKey(parameter);
    }

    @ParameterizedTest(name = "{0}={1}")
    @FieldSource("OUTSIDE")
    void whatIsOutsideIsRefusedByNameAndRule(String parameter, Object value, String rule) {
        assertThatThrownBy(() -> relight(parameter, value))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(String.valueOf(parameter))
                .hasMessageContaining(rule)
                .hasMessageContaining("It has a fault");
    }

    @Test
    void generateTakesOneToThreePicturesAndAPromptOfAnyLength() {
        String prompt = "x".repeat(5000);
        assertThat(generate(prompt, urls(1)).imageUrls()).hasSize(1);
        assertThat(generate(prompt, urls(3)).prompt()).isEqualTo(prompt);
        assertThatThrownBy(() -> generate(prompt, urls(4))).hasMessageContaining("1 to 3 pictures, names 4");
        assertThatThrownBy(() -> generate(prompt, List.of())).hasMessageContaining("1 to 3 pictures, names 0");
    }

    @Test
    void picturesThatAreStillToBePublishedAreCounted() {
        assertThat(RequestParameters.relight(Map.of("prompt", "p"), 10, UnaryOperator.identity())
                        .imageUrls())
                .isEmpty();
        assertThatThrownBy(() -> RequestParameters.relight(Map.of("prompt", "p"), 11, UnaryOperator.identity()))
                .hasMessageContaining("1 to 10 pictures, names 11");
        assertThatThrownBy(() -> RequestParameters.generate(Map.of("prompt", "p"), 4, UnaryOperator.identity()))
                .hasMessageContaining("1 to 3 pictures, names 4");
    }

    @Test
    void allFaultsOfARequestAreNamedInOneMessage() {
        Map<String, Object> values = new HashMap<>();
        values.put("image_urls", List.of("ftp://a", PHOTO, "b"));
        values.put("image_size", "huge");
        values.put("num_inference_steps", 0);
        values.put("guidance_scale", 21);
        values.put("num_images", 5);
        values.put("enable_safety_checker", "maybe");
        values.put("output_format", "gif");
        values.put("negative_prompt", 1);
        values.put("acceleration", "high");
        values.put("loras", "l@3");
        values.put("webhook", "http://a");
        values.put("webhook_events_filter", "end");
        values.put("seed", 1);

        assertThatThrownBy(() -> RequestParameters.relight(values, 0, UnaryOperator.identity()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("It has 15 faults: ")
                .hasMessageContaining("prompt is required")
                .hasMessageContaining("'ftp://a'")
                .hasMessageContaining("'b'")
                .hasMessageContaining("'seed'")
                .satisfies(
                        e -> assertThat(e.getMessage()).contains(values.keySet().toArray(String[]::new)));
    }

    @Test
    void aMessageShowsNoQueryAndNoUserOfAUrl() {
        assertThatThrownBy(() -> relight("image_urls", "ftp://me:pass@example.com/a?sig=secret#frag"))
                .hasMessageContaining("ftp://example.com/a")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pass", "secret", "frag"));
    }

    @Test
    void aMessageStaysShortAndOnOneLine() {
        assertThatThrownBy(() -> relight("output_format", "x\r\n".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n", "\r"));
    }

    private static RelightRequest relight(String parameter, Object value) {
        Map<String, Object> values = new HashMap<>(Map.of("prompt", "p", "image_urls", PHOTO));
        values.put(parameter, value);
        return RequestParameters.relight(values, 0, UnaryOperator.identity());
    }

    private static GenerateRequest generate(String prompt, List<String> urls) {
        return RequestParameters.generate(Map.of("prompt", prompt, "image_urls", urls), 0, UnaryOperator.identity());
    }

    private static List<String> urls(int count) {
        return Collections.nCopies(count, PHOTO);
    }
}
