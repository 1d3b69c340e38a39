package io.pixelforge.camel.gateway;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service's {@code image_size}: one of its {@link #PRESETS names}, or a width and a height in pixels.
 *
 * @param preset the name; {@code null} for a custom size
 * @param width  pixels; 0 for a preset
 * @param height pixels; 0 for a preset
 */
public record ImageSize(String preset, int width, int height) {

    /** The names that the service knows. */
    public static final List<String> PRESETS =
            List.of("square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9");

    /** One of {@link #PRESETS}. */
    public static ImageSize preset(String name) {
        return new ImageSize(name, 0, 0);
    }

    /** A custom size in pixels. */
    public static ImageSize of(int width, int height) {
        return new ImageSize(null, width, height);
    }

    @JsonValue
    Object json() {
        if (preset != null) {
            return preset;
        }
        Map<String, Integer> size = new LinkedHashMap<>();
        size.put("width", width);
        size.put("height", height);
        return size;
    }
}
