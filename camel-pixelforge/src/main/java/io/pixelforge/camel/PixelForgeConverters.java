package io.pixelforge.camel;

import io.pixelforge.camel.gateway.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;

/** What a {@link PixelForgeJob} converts to. */
@Converter(generateLoader = true)
public final class PixelForgeConverters {

    private PixelForgeConverters() {}

    @Converter
    public static String toJson(PixelForgeJob job) {
        return new String(Json.write(job), StandardCharsets.UTF_8);
    }

    @Converter
    public static byte[] toBytes(PixelForgeJob job) {
        return Json.write(job);
    }

    @Converter
    public static InputStream toStream(PixelForgeJob job) {
        return new ByteArrayInputStream(Json.write(job));
    }

    @Converter
    public static Map<String, Object> toMap(PixelForgeJob job) {
        return Json.toMap(job);
    }
}
