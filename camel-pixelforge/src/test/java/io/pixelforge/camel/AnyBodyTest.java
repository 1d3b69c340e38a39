package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.ImageRequest;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.Json;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Whatever body and headers a route sends: a request that the service takes, or an exception that says what is wrong. */
class AnyBodyTest {

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final String REQUEST = """
            {"prompt":"Soft light","image_urls":["https://a.example/1.png"],"image_size":{"width":1280,"height":720},
            "num_images":2,"guidance_scale":4.5,"loras":[{"path":"https://a.example/l","scale":1.5}],
            "webhook_events_filter":["start"]}""";
    private static final List<byte[]> PICTURES =
            List.of(TestPictures.png(), TestPictures.jpeg(), TestPictures.webp(), new byte[0]);
    private static final List<String> TEXTS = List.of(
            "Soft light",
            "https://a.example/1.png",
            "https://a.example/1.png, HTTPS://a.example/2.png?x=1,2",
            "{}",
            " {\"prompt\":\"p\"}",
            "l@0.5",
            "square_hd",
            "640x480",
            "GIF89a",
            "\uD83D\uDCA1",
            "\uFEFF{\"prompt\":\"p\"}");
    private static final List<Object> OTHERS = Arrays.asList(
            null, 7, true, -1e308, URI.create("https://a.example/3.png"), new Object(), List.of(), Map.of(), "\uD83D");

    /** A message that a failed property shows. */
    private record Sent(PixelForgeOperation operation, Object body, Map<String, Object> headers) {}

    @Property(edgeCases = EdgeCasesMode.NONE)
    void isARequestOrRefused(@ForAll("messages") Sent sent) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(sent.body);
        sent.headers.forEach(exchange.getMessage()::setHeader);
        RequestReader reader = new RequestReader(sent.operation, Map.of("image_size", "square"));
        try {
            RequestReader.Input input = reader.read(exchange);
            ImageRequest request = input.request();
            long pictures =
                    input.images().stream().filter(image -> image.url() == null).count();
            assertThat(request.prompt()).isNotBlank();
            assertThat(request.imageUrls().size() + pictures).isBetween(1L, 10L);
            assertThat(Json.write(request)).hasSizeLessThan(Json.MAX_LENGTH);
        } catch (InvalidRequestException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(10_000);
        }
        reader.removeHeaders(exchange.getMessage());
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void isARequestIdOrRefused(@ForAll("messages") Sent sent) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(sent.body instanceof Object[] || sent.body instanceof List ? null : sent.body);
        try {
            assertThat(new RequestIds(null).of(exchange.getMessage())).matches("[A-Za-z0-9][A-Za-z0-9._~-]{0,199}");
        } catch (InvalidRequestException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
        }
    }

    @Provide
    Arbitrary<Sent> messages() {
        Arbitrary<AnyJson.Body> json = AnyJson.near(REQUEST, "{\"request_id\":\"id-1\"}");
        return json.flatMap(body -> Arbitraries.randomValue(random -> new Sent(
                random.nextBoolean() ? PixelForgeOperation.relight : PixelForgeOperation.generate,
                body(random, body.bytes()),
                headers(random))));
    }

    private static Object body(Random random, byte[] json) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> wrapped(random, json);
            case 2 -> wrapped(random, AnyJson.damaged(pick(random, PICTURES), random));
            case 3 -> map(random);
            case 4 -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(12); i > 0; i--) {
                    items.add(value(random));
                }
                yield random.nextBoolean() ? items : items.toArray();
            }
            default -> value(random);
        };
    }

    private static Map<String, Object> headers(Random random) {
        Map<String, Object> headers = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String option = RequestReader.camelCase(pick(random, PixelForgeOperation.generate.parameters()));
            headers.put(
                    PixelForgeConstants.PREFIX + Character.toUpperCase(option.charAt(0)) + option.substring(1),
                    value(random));
        }
        return headers;
    }

    private static Map<Object, Object> map(Random random) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Object name = random.nextInt(10) > 0
                    ? pick(random, PixelForgeOperation.relight.parameters())
                    : pick(random, OTHERS);
            map.put(name, value(random));
        }
        return map;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> pick(random, OTHERS);
            case 1 -> wrapped(random, pick(random, PICTURES));
            case 2 -> Collections.nCopies(random.nextInt(12), pick(random, TEXTS));
            case 3 -> damaged(random, pick(random, TEXTS));
            default -> pick(random, TEXTS);
        };
    }

    private static String damaged(Random random, String text) {
        return new String(AnyJson.damaged(text.getBytes(StandardCharsets.UTF_16BE), random), StandardCharsets.UTF_16BE);
    }

    private static Object wrapped(Random random, byte[] bytes) {
        List<Function<byte[], Object>> kinds = List.of(
                b -> b, ByteBuffer::wrap, ByteArrayInputStream::new, b -> new String(b, StandardCharsets.UTF_8));
        return pick(random, kinds).apply(bytes);
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
