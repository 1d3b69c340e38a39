package io.pixelforge.sandbox.pictures;

import java.util.LinkedHashMap;
import java.util.Map;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * A size in pixels.
 *
 * @param width the width
 * @param height the height
 */
public record Size(int width, int height) {

    /** The documented default. */
    public static final Size SQUARE_HD = new Size(1024, 1024);

    private static final Map<String, Size> NAMED = named();

    /** The documented names with their sizes. */
    private static Map<String, Size> named() {
        Map<String, Size> sizes = new LinkedHashMap<>();
        sizes.put("square_hd", SQUARE_HD);
        sizes.put("square", new Size(512, 512));
        sizes.put("portrait_4_3", new Size(768, 1024));
        sizes.put("portrait_16_9", new Size(576, 1024));
        sizes.put("landscape_4_3", new Size(1024, 768));
        sizes.put("landscape_16_9", new Size(1024, 576));
        return sizes;
    }

    /** The names that {@code image_size} may have. */
    public static Iterable<String> names() {
        return NAMED.keySet();
    }

    /** Whether {@code image_size} may have this name. */
    public static boolean isName(String name) {
        return NAMED.containsKey(name);
    }

    /** The size of a valid {@code image_size}: a name, an object with width and height, or missing for the default. */
    public static Size of(JsonNode imageSize) {
        if (imageSize.isObject()) {
            return new Size(
                    imageSize.get("width").asInt(), imageSize.get("height").asInt());
        }
        return imageSize.isTextual() ? NAMED.get(imageSize.asText()) : SQUARE_HD;
    }
}
