package io.pixelforge.camel;

import io.pixelforge.camel.gateway.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the message to the request, and from the request to the bytes on the wire. */
@State(Scope.Thread)
public class RequestMappingBenchmark {

    private static final Map<String, Object> ALL = Map.ofEntries(
            Map.entry("prompt", "Professional studio lighting with soft shadows"),
            Map.entry("image_urls", List.of("https://pub-582b7213209642b9b995c96c95a30381.r2.dev/f1.png")),
            Map.entry("image_size", "square_hd"),
            Map.entry("num_inference_steps", 50),
            Map.entry("guidance_scale", 4),
            Map.entry("num_images", 1),
            Map.entry("enable_safety_checker", true),
            Map.entry("output_format", "png"),
            Map.entry("negative_prompt", "harsh shadows"),
            Map.entry("acceleration", "regular"),
            Map.entry("loras", List.of(Map.of("path", "https://example.com/lighting-lora.safetensors", "scale", 0.8))));

    private final CamelContext context = new DefaultCamelContext();
    private final RequestReader optionsOnly =
            new RequestReader(PixelForgeOperation.relight, Map.of("prompt", "Soft light", "image_size", "square_hd"));
    private final RequestReader noOptions = new RequestReader(PixelForgeOperation.relight, Map.of());
    private final Exchange url = exchange("https://pub-582b7213209642b9b995c96c95a30381.r2.dev/f1.png");
    private final Exchange map = exchange(ALL);
    private final Exchange json = exchange(new String(Json.write(ALL), StandardCharsets.UTF_8));
    private final Object request = noOptions.read(map).request();

    @Benchmark
    public Object readUrlAsText() {
        return optionsOnly.read(url);
    }

    @Benchmark
    public Object readMapWithAllParameters() {
        return noOptions.read(map);
    }

    @Benchmark
    public Object readJsonWithAllParameters() {
        return noOptions.read(json);
    }

    @Benchmark
    public byte[] writeAllParameters() {
        return Json.write(request);
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader("orderId", "4711");
        return exchange;
    }
}
