package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.wire.WireTestSupport;
import io.pixelforge.sandbox.records.Counters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** A request with faults fails its exchange with all of them, and the gateway hears nothing. */
class RefusedBeforeAnyCallTest extends WireTestSupport {

    static final List<Arguments> REQUESTS = List.of(
            Arguments.of(
                    "relight",
                    null,
                    Map.of(),
                    List.of(
                            "prompt (option prompt, header CamelPixelForgePrompt) is required",
                            "image_urls (option imageUrls, header CamelPixelForgeImageUrls) must name 1 to 10")),
            Arguments.of(
                    "generate",
                    null,
                    Map.of(),
                    List.of(
                            "prompt (option prompt, header CamelPixelForgePrompt) is required",
                            "image_urls (option imageUrls, header CamelPixelForgeImageUrls) must name 1 to 3")),
            Arguments.of(
                    "relight?" + MINIMUM,
                    null,
                    Map.of(PixelForgeConstants.LORAS, "a,b,c,d"),
                    List.of("header CamelPixelForgeLoras must have at most 3 entries, has 4")),
            Arguments.of("relight?imageUrls=" + PHOTO, "x".repeat(801), Map.of(), List.of("has 801")),
            Arguments.of(
                    "relight?" + MINIMUM,
                    Map.of("num_images", 5, "seed", 1),
                    Map.of(PixelForgeConstants.GUIDANCE_SCALE, 0, PixelForgeConstants.OUTPUT_FORMAT, "gif"),
                    List.of(
                            "4 faults",
                            "; num_images must be",
                            "'seed'",
                            "header CamelPixelForgeGuidanceScale must be",
                            "header CamelPixelForgeOutputFormat must be")),
            Arguments.of(
                    "generate?" + MINIMUM,
                    Map.of("num_images", 1, "image_urls", "ftp://a"),
                    Map.of(),
                    List.of("'num_images' is not a parameter", "image_urls must hold")));

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void withEachFaultNamed(String path, Object body, Map<String, Object> headers, List<String> faults) {
        Map<String, Object> afterAnotherCall = new HashMap<>(headers);
        afterAnotherCall.put(PixelForgeConstants.CHARGED, "yes");

        Exchange exchange = send("pixelforge:" + path, body, afterAnotherCall);

        assertThat(exchange.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll(faults.toArray(CharSequence[]::new));
        InvalidRequestException e = (InvalidRequestException) exchange.getException();
        assertThat(e.isRetryable()).isFalse();
        assertThat(e.getCharged()).isEqualTo(Charged.NO);
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("no");
        assertThat(GATEWAY.sandbox().counters()).isEqualTo(new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
