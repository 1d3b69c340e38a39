package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.AnyJson;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class AnyRequestParametersTest {

    private static final String FULL = """
            {"prompt":"Soft light \\ud83d\\udca1","image_urls":["https://a.example/1.png?x=1,2","HTTP://b.example"],
            "image_size":{"width":1280,"height":720},"num_inference_steps":50,"guidance_scale":4.25,"num_images":2,
            "enable_safety_checker":true,"output_format":"png","negative_prompt":" ","acceleration":"regular",
            "loras":[{"path":"https://a.example/l@1","scale":1.5},{"path":"l"}],
            "webhook":"https://a.example/hook","webhook_events_filter":["start","*"]}""";
    private static final String SHORT = """
            {"prompt":"p","image_urls":"https://a.example/1.png","image_size":"640x480","num_images":"3",
            "guidance_scale":"4","enable_safety_checker":"FALSE","loras":"l@0.5","webhook_events_filter":"start,*"}""";

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyValuesGiveAnExceptionOfOursOrARequestThatIsInAllRanges(@ForAll("requests") Map<String, Object> values) {
        read(values).ifPresent(AnyRequestParametersTest::assertWrittenAndReadAgain);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyJsonGivesAnExceptionOfOursOrARequestThatIsInAllRanges(@ForAll("bodies") AnyJson.Body json) {
        Map<String, Object> values;
        if (!json.toString().trim().startsWith("{")) {
            return; // a body that is taken for something else
        }
        try {
            values = Json.readObject(json.bytes());
        } catch (InvalidRequestException e) {
            assertThat(e.getMessage()).hasSizeLessThan(1000);
            return;
        }
        read(values).ifPresent(AnyRequestParametersTest::assertWrittenAndReadAgain);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void rightJsonMayBeWrittenInAnyWay(@ForAll("rightBodies") AnyJson.Body json) {
        Map<String, Object> values = Json.readObject(json.bytes());
        RelightRequest request = RequestParameters.relight(values, 0, UnaryOperator.identity());

        assertThat(request.imageSize()).isEqualTo(ImageSize.of(1280, 720));
        assertThat(request.loras())
                .containsExactly(new Lora("https://a.example/l@1", new BigDecimal("1.5")), new Lora("l", null));
        assertThat(request.imageUrls()).containsExactly("https://a.example/1.png?x=1,2", "HTTP://b.example");
        assertThat(request.guidanceScale()).isEqualByComparingTo("4.25");
        assertWrittenAndReadAgain(request);
    }

    /** What is too long for thousands of tries. */
    @Example
    void noLengthOfAnyParameterTakesLong() {
        for (String parameter : RequestParameters.RELIGHT) {
            for (String text : LONG) {
                aValueOfAnyKindOfAnyParameterIsTakenOrRefused(parameter, text);
                aValueOfAnyKindOfAnyParameterIsTakenOrRefused(parameter, List.of(text, text));
            }
        }
    }

    @Example
    void manyFaultsAreCountedAndSomeNamed() {
        Map<String, Object> values = new HashMap<>(Map.of("image_urls", Collections.nCopies(100_000, "x")));
        for (int i = 0; i < 100_000; i++) {
            values.put("a" + i, i);
        }

        assertThatThrownBy(() -> RequestParameters.relight(values, 0, UnaryOperator.identity()))
                .hasMessageContaining("It has 200002 faults: 'a0' is not a parameter")
                .hasMessageEndingWith("; and 199982 more");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aValueOfAnyKindOfAnyParameterIsTakenOrRefused(
            @ForAll("parameters") String parameter, @ForAll("values") Object value) {
        Map<String, Object> values =
                new HashMap<>(Map.of("prompt", "p", "image_urls", "https://example.com/photo.jpg"));
        values.put(parameter, value);
        anyValuesGiveAnExceptionOfOursOrARequestThatIsInAllRanges(values);
        assertThat(String.join(
                        "; ",
                        RequestParameters.faultsOfDefaults(
                                RequestParameters.RELIGHT, values, UnaryOperator.identity())))
                .hasSizeLessThan(LONGEST_MESSAGE);
    }

    @Property
    void aNumberInTheRangeIsSentWithItsValue(@ForAll("scales") BigDecimal scale) {
        for (Object value : List.of(scale, scale.toPlainString(), scale.stripTrailingZeros())) {
            RelightRequest request = RequestParameters.relight(
                    Map.of("prompt", "p", "image_urls", "https://a.example", "guidance_scale", value),
                    0,
                    UnaryOperator.identity());
            assertThat(request.guidanceScale()).isEqualByComparingTo(scale);
        }
    }

    private static Optional<RelightRequest> read(Map<String, Object> values) {
        try {
            return Optional.of(RequestParameters.relight(values, 0, UnaryOperator.identity()));
        } catch (InvalidRequestException e) {
            assertThat(e.getMessage()).contains("fault").hasSizeLessThan(LONGEST_MESSAGE);
            return Optional.empty();
        }
    }

    private static void assertWrittenAndReadAgain(RelightRequest request) {
        assertInRange(request);
        RelightRequest again =
                RequestParameters.relight(Json.readObject(Json.write(request)), 0, UnaryOperator.identity());
        assertThat(new String(Json.write(again), StandardCharsets.UTF_8))
                .isEqualTo(new String(Json.write(request), StandardCharsets.UTF_8));
    }

    private static void assertInRange(RelightRequest r) {
        assertThat(r.prompt()).isNotBlank();
        assertThat(r.prompt().codePointCount(0, r.prompt().length())).isLessThanOrEqualTo(800);
        assertThat(r.imageUrls())
                .hasSizeBetween(1, 10)
                .allMatch(url -> URI.create(url).getScheme().matches("(?i)https?"));
        assertThat(r.imageSize())
                .matches(size -> size == null
                        || (size.preset() == null
                                ? size.width() > 0 && size.height() > 0
                                : ImageSize.PRESETS.contains(size.preset())));
        assertThat(r.numInferenceSteps()).matches(n -> n == null || n >= 1 && n <= 150);
        assertThat(r.guidanceScale()).matches(n -> n == null || n.doubleValue() >= 1 && n.doubleValue() <= 20);
        assertThat(r.numImages()).matches(n -> n == null || n >= 1 && n <= 4);
        assertThat(r.outputFormat()).isIn(null, "png", "jpeg");
        assertThat(r.acceleration()).isIn(null, "none", "regular");
        assertThat(r.loras() == null ? List.<Lora>of() : r.loras())
                .hasSizeLessThanOrEqualTo(3)
                .allMatch(lora -> !lora.path().isBlank()
                        && (lora.scale() == null
                                || lora.scale().signum() >= 0 && lora.scale().compareTo(new BigDecimal(2)) <= 0));
        assertThat(r.webhook() == null ? "https" : URI.create(r.webhook()).getScheme())
                .isEqualToIgnoringCase("https");
        assertThat(r.webhookEventsFilter() == null ? List.<String>of() : r.webhookEventsFilter())
                .isSubsetOf("start", "complete", "*");
    }

    @Provide
    Arbitrary<AnyJson.Body> bodies() {
        return AnyJson.near(FULL, SHORT);
    }

    @Provide
    Arbitrary<AnyJson.Body> rightBodies() {
        return AnyJson.same(FULL);
    }

    @Provide
    Arbitrary<Map<String, Object>> requests() {
        return Arbitraries.maps(parameters(), values()).ofMaxSize(8).map(HashMap::new);
    }

    @Provide
    Arbitrary<String> parameters() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.of(RequestParameters.RELIGHT)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(5)));
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> simple = simple();
        return Arbitraries.oneOf(
                simple,
                simple.list().ofMaxSize(12).map(list -> (Object) list),
                simple.list().ofMaxSize(4).map(list -> (Object) list.toArray()),
                Arbitraries.maps(Arbitraries.of("width", "height", "path", "scale", null), simple)
                        .map(map -> (Object) map),
                Arbitraries.maps(Arbitraries.of("path", "scale"), simple)
                        .list()
                        .ofMaxSize(4)
                        .map(list -> (Object) list));
    }

    private static Arbitrary<Object> simple() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(30).map(text -> (Object) text),
                Arbitraries.strings()
                        .withChars(" ,@\"{}/:?#x1.\uD83D\uDCA1")
                        .ofMaxLength(900)
                        .map(text -> (Object) text),
                Arbitraries.of(SEEDS),
                Arbitraries.integers().between(-5, 200).map(n -> (Object) n),
                Arbitraries.longs().map(n -> (Object) n),
                Arbitraries.doubles().map(n -> (Object) n),
                Arbitraries.floats().map(n -> (Object) n),
                Arbitraries.bigDecimals().ofScale(5).map(n -> (Object) n),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(5).map(n -> (Object) n));
    }

    private static final int LONGEST_MESSAGE = 8000;

    private static final String[] LONG = {
        " ".repeat(200_000) + "x",
        "http://a" + " ".repeat(200_000) + ",",
        ", ".repeat(100_000),
        ",".repeat(100_000),
        "http://".repeat(100_000),
        "http://a,".repeat(100_000),
        "//a@".repeat(100_000),
        "9".repeat(100_000),
        "9".repeat(5) + " ".repeat(200_000) + "y",
        "\uD83D".repeat(100_000)
    };

    private static final Object[] SEEDS = {
        null,
        true,
        "https://example.com/a.jpg",
        "https://example.com/a.jpg, https://example.com/b.jpg",
        "HTTPS://EXAMPLE.COM",
        "https://\uD83D.example",
        "http://[::1]/a",
        "https://a\u0000b",
        "x".repeat(801),
        "lora@1.5",
        "lora@9",
        "@",
        "square",
        "12x12",
        "999999x999999",
        "png",
        "none",
        "start,*",
        new BigDecimal("1e2147483647"),
        new BigDecimal("1e-2147483647"),
        ImageSize.of(-1, 3),
        new ImageSize(null, 0, 0),
        new Lora(null, null),
        new Lora("l", new BigDecimal("1.5")),
        URI.create("https://example.com/c.jpg"),
        Arrays.asList("https://example.com/d.jpg", null),
        new StringBuilder("jpeg"),
        Double.MIN_VALUE,
        new Object()
    };

    @Provide
    Arbitrary<BigDecimal> scales() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ONE, BigDecimal.valueOf(20))
                .ofScale(8);
    }
}
