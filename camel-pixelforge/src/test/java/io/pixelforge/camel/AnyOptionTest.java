package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;

/** Whatever options are written: an endpoint that can work with them, or an exception at start. */
class AnyOptionTest {

    private static final String KEY = "0123456789abcdef";
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("prompt", "Soft light"),
            Map.entry("imageUrls", "https://a.example/1.png, https://a.example/2.png?x=1,2"),
            Map.entry("imageSize", "1280x720"),
            Map.entry("numInferenceSteps", "50"),
            Map.entry("guidanceScale", "4.5"),
            Map.entry("numImages", "2"),
            Map.entry("enableSafetyChecker", "true"),
            Map.entry("outputFormat", "png"),
            Map.entry("acceleration", "none"),
            Map.entry("loras", "https://a.example/l@0.5,https://a.example/m@2"),
            Map.entry("webhook", "https://a.example/hook"),
            Map.entry("webhookEventsFilter", "start,complete"),
            Map.entry("gatewayUrl", "http://127.0.0.1:8089/base"),
            Map.entry("webhookExternalUrl", "https://a.example:8443/x"),
            Map.entry("webhookPath", "/pixelforge/callback"),
            Map.entry("mediaHosts", "cdn.example.com,10.0.0.1:8443,[::1]"),
            Map.entry("saveHeaders", "order*,customer"),
            Map.entry("idempotentKey", "${header.orderId}"),
            Map.entry("jobGroup", "tenant"),
            Map.entry("initialPollDelay", "5s"),
            Map.entry("pollInterval", "PT5S"),
            Map.entry("maxPollInterval", "60000"),
            Map.entry("completionTimeout", "30m"),
            Map.entry("retention", "7d"),
            Map.entry("redeliveryDelay", "5s"),
            Map.entry("webhookFallbackInterval", "1m"),
            Map.entry("maxDownloadSize", "67108864"),
            Map.entry("maxInFlight", "10"),
            Map.entry("maximumRedeliveries", "-1"),
            Map.entry("maxRequestsPerSecond", "0.5"),
            Map.entry("http.responseTimeout", "1000"),
            Map.entry("http.proxyPort", "3128"));
    private static final List<String> NAMES = OPTIONS.keySet().stream().sorted().toList();
    private static final List<String> ODD = List.of(
            "",
            " ",
            "-1",
            "0",
            "1e999999999",
            "9223372036854775807",
            "9".repeat(40),
            "NaN",
            "PT2562047788015215H",
            "106751991167d",
            "null",
            "#bean:none",
            "\uD83D",
            "*a".repeat(8),
            "\u0000\r\n");

    private static final PixelForgeComponent COMPONENT = component();

    @Property(edgeCases = EdgeCasesMode.NONE)
    void areTakenOrRefusedAtStart(@ForAll("uris") String uri) {
        try {
            PixelForgeConfiguration options = ((PixelForgeEndpoint) COMPONENT.createEndpoint(uri)).getConfiguration();
            assertThat(LongStream.of(
                            options.getInitialPollDelay(),
                            options.getPollInterval(),
                            options.getMaxPollInterval(),
                            options.getCompletionTimeout(),
                            options.getRetention(),
                            options.getRedeliveryDelay(),
                            options.getWebhookFallbackInterval()))
                    .allMatch(millis -> millis >= 0 && millis <= LONGEST.toMillis());
            assertThat(options.getGatewayUrl()).startsWith("http");
        } catch (IllegalArgumentException | RuntimeCamelException | URISyntaxException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(10_000).doesNotContain(KEY);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Set by themselves: Camel reads a long URI by expressions that take a time of their own. */
    @Example
    void noLengthOfAnOptionTakesLongOrTooMuch() {
        for (String part : List.of("/a", "a,", "a.", "https://a,", "1", "[::", "*")) {
            String text = part.repeat(50_000);
            PixelForgeConfiguration options = COMPONENT.getConfiguration().copy();
            options.setWebhookPath(text);
            options.setMediaHosts(text);
            options.setGatewayUrl(text);
            options.setWebhookExternalUrl(text);
            options.setLoras(text);
            options.setImageUrls(text);
            options.setImageSize(text);
            options.setWebhookEventsFilter(text);
            assertThatThrownBy(() -> ConfigurationCheck.check(PixelForgeOperation.relight, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gatewayUrl");
        }
    }

    @Example
    void aTimeThatNoDatabaseCanReckonWithIsRefused() {
        for (String option : List.of("completionTimeout", "retention", "maxPollInterval", "redeliveryDelay")) {
            assertThatThrownBy(() -> COMPONENT.createEndpoint("pixelforge:relight?" + option + "=" + Long.MAX_VALUE))
                    .hasMessageContaining("The option " + option + " must be at most 36500d (3153600000000 ms)");
        }
    }

    @Provide
    Arbitrary<String> uris() {
        return Arbitraries.randomValue(random -> {
            Map<String, String> written = new LinkedHashMap<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                String name = pick(random, NAMES);
                written.put(random.nextInt(50) == 0 ? name + "x" : name, value(random, OPTIONS.get(name)));
            }
            return written.entrySet().stream()
                    .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", "pixelforge:relight?", ""));
        });
    }

    private static String value(Random random, String right) {
        return switch (random.nextInt(4)) {
            case 0 -> pick(random, ODD);
            case 1 -> pick(random, List.copyOf(OPTIONS.values()));
            case 2 -> damaged(right, random);
            default -> right;
        };
    }

    /** Without what Camel itself trips over, since it takes a URI apart after it has decoded it. */
    private static String damaged(String right, Random random) {
        byte[] bytes = AnyJson.damaged(right.getBytes(StandardCharsets.ISO_8859_1), random);
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[&%+#]", "_");
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static PixelForgeComponent component() {
        PixelForgeComponent component = new DefaultCamelContext().getComponent("pixelforge", PixelForgeComponent.class);
        component.getConfiguration().setApiKey(KEY);
        return component;
    }
}
