package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.GenerateRequest;
import io.pixelforge.sandbox.jobs.KeyPrint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GenerateParametersOnTheWireTest extends WireTestSupport {

    private static final String WIRE =
            "{\"prompt\":\"A city\",\"image_urls\":[\"https://a.example/1.jpg\",\"https://a.example/2.jpg\"]}";
    private static final String URLS = "https://a.example/1.jpg,https://a.example/2.jpg";

    static Stream<Arguments> ways() {
        Map<String, Object> fields = Map.of("prompt", "A city", "image_urls", List.of(URLS.split(",")));
        return Stream.of(
                Arguments.of("options", "?prompt=A city&imageUrls=RAW(" + URLS + ")", null, Map.of()),
                Arguments.of(
                        "headers",
                        "",
                        null,
                        Map.of(PixelForgeConstants.PROMPT, "A city", PixelForgeConstants.IMAGE_URLS, URLS)),
                Arguments.of("a Map", "", fields, Map.of()),
                Arguments.of("a record", "", new GenerateRequest("A city", List.of(URLS.split(","))), Map.of()),
                Arguments.of("JSON text", "", WIRE, Map.of()),
                Arguments.of("JSON bytes", "", WIRE.getBytes(StandardCharsets.UTF_8), Map.of()),
                Arguments.of(
                        "a JSON stream",
                        "",
                        new ByteArrayInputStream(WIRE.getBytes(StandardCharsets.UTF_8)),
                        Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void theRequestIsSentAsItIsInTheDocument(String way, String options, Object body, Map<String, Object> headers) {
        assertThat(sent("pixelforge:generate" + options, body, headers)).isEqualTo(WIRE);
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
    }

    @Test
    void theHeadersOfTheCallAreThoseOfTheDocument() {
        sent("pixelforge:generate?" + MINIMUM, null, Map.of("Authorization", "mine"));

        var request = GATEWAY.sandbox().requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/pixelforge-image/v1/qwen_image_gen/serve_image");
        assertThat(request.header("Content-Type")).hasValue("application/json");
        assertThat(request.header("Cache-Control")).hasValue("no-cache");
        assertThat(request.header("Ocp-Apim-Subscription-Key")).hasValue(KeyPrint.of(KEY));
        assertThat(request.header("Authorization")).isEmpty();
    }

    @Test
    void aPromptMayBeLongerThanForRelight() {
        String prompt = "x".repeat(801);

        assertThat(sent("pixelforge:generate?imageUrls=" + PHOTO, prompt, Map.of()))
                .contains(prompt);
    }

    @Test
    void parametersOfRelightComponentDefaultsAreNotSent() {
        PixelForgeConfiguration defaults =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        defaults.setNumImages(2);
        try {
            assertThat(sent("pixelforge:generate?jobGroup=defaults&" + MINIMUM, null, Map.of()))
                    .isEqualTo("{\"prompt\":\"Soft light\",\"image_urls\":[\"" + PHOTO + "\"]}");
        } finally {
            defaults.setNumImages(null);
        }
    }
}
