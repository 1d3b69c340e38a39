package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pixelforge.sandbox.Client.Reply;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RelightContractTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final Client client = new Client(PIXELFORGE.sandbox());

    static Stream<Arguments> violations() {
        String smile = "\uD83D\uDE00";
        return Stream.of(
                arguments("prompt", "", "prompt must not be blank"),
                arguments("prompt", " ", "prompt must not be blank"),
                arguments("prompt", 5, "prompt must be a string"),
                arguments("prompt", null, "prompt must be a string"),
                arguments("prompt", "x".repeat(801), "prompt must have at most 800 characters"),
                arguments("prompt", smile.repeat(801), "prompt must have at most 800 characters"),
                arguments("image_urls", List.of(), "image_urls must have 1-10 elements, not 0"),
                arguments("image_urls", urls(11), "image_urls must have 1-10 elements, not 11"),
                arguments("image_urls", Client.PHOTO, "image_urls must be an array"),
                arguments("image_urls", List.of(7), "image_urls[0] must be a string"),
                arguments("image_urls", List.of("photo"), "image_urls[0] is not a URL"),
                arguments("image_urls", List.of("ftp://example.com/a.png"), "image_urls[0] is not a URL"),
                arguments("image_size", "huge", "image_size must be one of square_hd"),
                arguments("image_size", 512, "image_size must be one of square_hd"),
                arguments("image_size", Map.of("width", 10), "image_size.height is required"),
                arguments("image_size", size(0, 10), "image_size.width must be 1-4096"),
                arguments("image_size", size(10, 4097), "image_size.height must be 1-4096"),
                arguments("image_size", size(10, 1.5), "image_size.height must be an integer"),
                arguments("image_size", size("10", 10), "image_size.width must be an integer"),
                arguments(
                        "image_size",
                        Map.of("width", 1, "height", 1, "depth", 1),
                        "image_size.depth is not a known parameter"),
                arguments("num_inference_steps", 0, "num_inference_steps must be 1-150"),
                arguments("num_inference_steps", 151, "num_inference_steps must be 1-150"),
                arguments("num_inference_steps", 1.5, "num_inference_steps must be an integer"),
                arguments("num_inference_steps", "50", "num_inference_steps must be an integer"),
                arguments("guidance_scale", 0.99, "guidance_scale must be 1-20"),
                arguments("guidance_scale", 20.01, "guidance_scale must be 1-20"),
                arguments("guidance_scale", "4", "guidance_scale must be a number"),
                arguments("num_images", 0, "num_images must be 1-4"),
                arguments("num_images", 5, "num_images must be 1-4"),
                arguments("num_images", true, "num_images must be an integer"),
                arguments("enable_safety_checker", "true", "enable_safety_checker must be true or false"),
                arguments("output_format", "webp", "output_format must be one of jpeg, png"),
                arguments("output_format", "PNG", "output_format must be one of jpeg, png"),
                arguments("output_format", 1, "output_format must be a string"),
                arguments("negative_prompt", 1, "negative_prompt must be a string"),
                arguments("acceleration", "high", "acceleration must be one of none, regular"),
                arguments("loras", Map.of(), "loras must be an array"),
                arguments("loras", List.of("path"), "loras[0] must be an object"),
                arguments("loras", List.of(lora(1), lora(1), lora(1), lora(1)), "loras must have 0-3 elements, not 4"),
                arguments("loras", List.of(lora(-0.01)), "loras[0].scale must be 0-2"),
                arguments("loras", List.of(lora(1), lora(2.01)), "loras[1].scale must be 0-2"),
                arguments("loras", List.of(lora("1")), "loras[0].scale must be a number"),
                arguments("loras", List.of(Map.of("scale", 1)), "loras[0].path is required"),
                arguments("loras", List.of(Map.of("path", " ")), "loras[0].path must not be blank"),
                arguments("loras", List.of(Map.of("path", "a", "name", "b")), "loras[0].name is not a known"),
                arguments("webhook", "http://example.com/hook", "webhook must be an https URL"),
                arguments("webhook", "hook", "webhook must be an https URL"),
                arguments("webhook", 1, "webhook must be a string"),
                arguments("webhook_events_filter", "*", "webhook_events_filter must be an array"),
                arguments("webhook_events_filter", List.of(), "webhook_events_filter must have 1-3 elements"),
                arguments("webhook_events_filter", List.of("stop"), "webhook_events_filter[0] must be one of"),
                arguments("webhook_events_filter", List.of(1), "webhook_events_filter[0] must be a string"),
                arguments("seed", 1, "seed is not a known parameter"));
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                arguments("prompt", "x"),
                arguments("prompt", "x".repeat(800)),
                arguments("prompt", "\uD83D\uDE00".repeat(800)),
                arguments("image_urls", urls(1)),
                arguments("image_urls", urls(10)),
                arguments("image_size", "square_hd"),
                arguments("image_size", "square"),
                arguments("image_size", "portrait_4_3"),
                arguments("image_size", "portrait_16_9"),
                arguments("image_size", "landscape_4_3"),
                arguments("image_size", "landscape_16_9"),
                arguments("image_size", size(1, 1)),
                arguments("image_size", size(4096, 4096)),
                arguments("num_inference_steps", 1),
                arguments("num_inference_steps", 150),
                arguments("guidance_scale", 1),
                arguments("guidance_scale", 7.5),
                arguments("guidance_scale", 20),
                arguments("num_images", 1),
                arguments("num_images", 4),
                arguments("enable_safety_checker", false),
                arguments("output_format", "jpeg"),
                arguments("output_format", "png"),
                arguments("negative_prompt", " "),
                arguments("acceleration", "none"),
                arguments("acceleration", "regular"),
                arguments("loras", List.of()),
                arguments("loras", List.of(lora(0), lora(1.5), lora(2))),
                arguments("loras", List.of(Map.of("path", "https://example.com/l.safetensors"))),
                arguments("webhook", "https://example.com/hook"),
                arguments("webhook", "http://localhost:8080/hook"),
                arguments("webhook_events_filter", List.of("start", "complete", "*")),
                arguments("webhook_events_filter", List.of("*")));
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @MethodSource("violations")
    void aViolationIsRefusedByNameRecordedAndNotCharged(String name, Object value, String problem) {
        Reply reply = client.submit(Client.body("Warm light", name, value));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("error")).isEqualTo("Bad Request");
        assertThat(reply.field("message")).contains(problem).doesNotContain(";");
        assertThat(PIXELFORGE.sandbox().violations()).singleElement().satisfies(violation -> assertThat(
                        violation.faults())
                .singleElement()
                .asString()
                .contains(problem));
        assertThat(PIXELFORGE.sandbox().ledger().entries()).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("bounds")
    void whatIsWithinTheBoundsIsAccepted(String name, Object value) {
        assertThat(client.submit(Client.body("Warm light", name, value)).status())
                .isEqualTo(202);
        assertThat(PIXELFORGE.sandbox().violations()).isEmpty();
    }

    @Test
    void whatIsRequiredMustBeThere() {
        assertThat(client.submit("{}").field("message")).isEqualTo("prompt is required; image_urls is required");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Reply reply = client.header("Cache-Control", null)
                .header("X-Webhook-Mode", "often")
                .submit(Client.body("x", "num_images", 9, "guidance_scale", 99));

        assertThat(reply.field("message").split("; ")).hasSize(4);
    }

    private static List<String> urls(int count) {
        return Collections.nCopies(count, Client.PHOTO);
    }

    private static Map<String, Object> size(Object width, Object height) {
        return Map.of("width", width, "height", height);
    }

    private static Map<String, Object> lora(Object scale) {
        return Map.of("path", "https://example.com/l.safetensors", "scale", scale);
    }
}
