package io.pixelforge.camel;

import io.pixelforge.camel.gateway.ImageRequest;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.RequestParameters;
import io.pixelforge.camel.images.WholePicture;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes a request out of an exchange: a header wins over a field of the body, and that over an option. */
final class RequestReader {

    private static final Set<String> KNOWN_HEADERS = knownHeaders();

    private final PixelForgeOperation operation;
    private final Map<String, Object> options;
    private final Map<String, String> headers = new LinkedHashMap<>();

    RequestReader(PixelForgeOperation operation, Map<String, Object> options) {
        this.operation = operation;
        this.options = new HashMap<>(options);
        this.options.keySet().retainAll(operation.parameters());
        for (String parameter : operation.parameters()) {
            headers.put(parameter, header(parameter));
        }
    }

    /** An image of a request: one that has a URL, or one that has to get one. Exactly one of them is {@code null}. */
    record Image(String url, WholePicture picture) {}

    /**
     * @param request as it will be sent, but for the URLs of pictures that have none yet
     * @param images  all images in their order if one of them has to be published, else empty
     */
    record Input(ImageRequest request, List<Image> images) {}

    /** @throws InvalidRequestException naming every fault */
    Input read(Exchange exchange) {
        Message message = exchange.getMessage();
        requireKnown(message.getHeaders().keySet());
        Map<String, Object> values = new HashMap<>(options);
        BodyReader body = BodyReader.read(exchange);
        body.fields().forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            }
        });
        boolean urlsInHeader = false;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            Object value = message.getHeader(header.getValue());
            if (value != null) {
                values.put(header.getKey(), value);
                urlsInHeader |= header.getKey().equals("image_urls");
            }
        }
        if (body.prompt() != null && values.put("prompt", body.prompt()) != null) {
            throw new InvalidRequestException(
                    "The body is text, which would be the prompt, but prompt is also set by an"
                            + " option or header. Nothing was sent. Remove one of them; a body that is not meant as the prompt"
                            + " can be removed with setBody." + body.hint());
        }
        List<Image> images = urlsInHeader ? List.of() : body.images();
        int pictures = 0;
        for (Image image : images) {
            pictures += image.url() == null ? 1 : 0;
        }
        ImageRequest request = request(
                values,
                pictures,
                urlsInHeader ? List.of() : body.faults(),
                parameter -> name(parameter, message, body));
        return new Input(request, images);
    }

    /** As it was written; where it was not written, all that it could have been. */
    private String name(String parameter, Message message, BodyReader body) {
        String header = headers.get(parameter);
        if (message.getHeader(header) != null) {
            return "header " + header;
        }
        boolean inBody = body.fields().get(parameter) != null || parameter.equals("prompt") && body.prompt() != null;
        return inBody ? parameter : parameter + " (option " + camelCase(parameter) + ", header " + header + ")";
    }

    /** @param faults what is wrong with the pictures */
    private ImageRequest request(
            Map<String, Object> values, int pictures, List<String> faults, UnaryOperator<String> names) {
        String said = String.join(". ", faults);
        ImageRequest request;
        try {
            request = operation == PixelForgeOperation.generate
                    ? RequestParameters.generate(values, pictures + faults.size(), names)
                    : RequestParameters.relight(values, pictures + faults.size(), names);
        } catch (InvalidRequestException e) {
            throw faults.isEmpty() ? e : new InvalidRequestException(said + ". " + e.getMessage());
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(said + ". Nothing was published or sent.");
        }
        return request;
    }

    /** So that a later call in the same route does not find them. */
    void removeHeaders(Message message) {
        headers.values().forEach(message::removeHeader);
    }

    /** Names that begin like ours are ours only, so that another one is misspelt, and its value would be missed. */
    private void requireKnown(Set<String> names) {
        List<String> unknown = names.stream()
                .filter(name ->
                        name.regionMatches(true, 0, PixelForgeConstants.PREFIX, 0, PixelForgeConstants.PREFIX.length()))
                .filter(name -> !KNOWN_HEADERS.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidRequestException("There is no header " + String.join(", ", unknown)
                    + ". Nothing was sent. The headers of " + operation + " are " + String.join(", ", headers.values())
                    + ". Remove any other that begins with " + PixelForgeConstants.PREFIX + ".");
        }
    }

    /** As Camel does it, whatever their case. */
    private static Set<String> knownHeaders() {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        RequestParameters.RELIGHT.forEach(parameter -> known.add(header(parameter)));
        known.addAll(OutcomeWriter.HEADERS.keySet());
        known.add(PixelForgeConstants.REDELIVERY_COUNTER);
        return known;
    }

    private static String header(String parameter) {
        String option = camelCase(parameter);
        return PixelForgeConstants.PREFIX + Character.toUpperCase(option.charAt(0)) + option.substring(1);
    }

    /** The option that stands for a parameter of the service. */
    static String camelCase(String parameter) {
        StringBuilder name = new StringBuilder();
        for (String word : parameter.split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
