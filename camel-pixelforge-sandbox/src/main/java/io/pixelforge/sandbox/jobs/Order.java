package io.pixelforge.sandbox.jobs;

import io.pixelforge.sandbox.pictures.Format;
import io.pixelforge.sandbox.pictures.Size;
import java.util.ArrayList;
import java.util.List;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * What a client asked for, as far as the picture depends on it.
 *
 * @param operation {@code generate} or {@code relight}
 * @param prompt the prompt
 * @param imageUrls the reference pictures; the first one is relit
 * @param size the size of the result
 * @param format the format of the result
 * @param count the number of results, 1-4
 */
public record Order(String operation, String prompt, List<String> imageUrls, Size size, Format format, int count) {

    /** The operation that makes a picture from text. */
    public static final String GENERATE = "generate";

    /** The operation that relights a picture. */
    public static final String RELIGHT = "relight";

    /** The order in a body that kept the contract of relighting. */
    public static Order relight(JsonNode body) {
        return new Order(
                RELIGHT,
                body.get("prompt").asText(),
                imageUrls(body),
                Size.of(body.path("image_size")),
                Format.of(body.path("output_format").asText("png")),
                body.path("num_images").asInt(1));
    }

    /** The order in a body that kept the contract of generating. */
    public static Order generate(JsonNode body) {
        return new Order(GENERATE, body.get("prompt").asText(), imageUrls(body), Size.SQUARE_HD, Format.JPEG, 1);
    }

    private static List<String> imageUrls(JsonNode body) {
        List<String> urls = new ArrayList<>();
        body.get("image_urls").forEach(url -> urls.add(url.asText()));
        return List.copyOf(urls);
    }
}
