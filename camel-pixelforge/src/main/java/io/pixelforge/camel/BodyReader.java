package io.pixelforge.camel;

import io.pixelforge.camel.RequestReader.Image;
import io.pixelforge.camel.gateway.GenerateRequest;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.Json;
import io.pixelforge.camel.gateway.RelightRequest;
import io.pixelforge.camel.images.Picture;
import io.pixelforge.camel.images.PictureFormat;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** What a body means: parameters, a prompt, URLs, or pictures. */
final class BodyReader {

    private static final int MAX_TEXT = 64 * 1024;

    /** The beginning of a URL other than http and https, or of one of those with a slash too few. */
    private static final Pattern OTHER_URL =
            Pattern.compile("([a-z][a-z0-9+.-]++:)(?:/|(?<=file:)\\S|(?<=data:)[a-z]+/)", Pattern.CASE_INSENSITIVE);

    /** What begins like a path and has no space or ends like a picture, or is a name that ends like one. */
    private static final Pattern PATH = Pattern.compile(
            "(?:~|\\.{1,2}|[a-z]:)?[/\\\\](?:\\S*|.*EXT)|\\S+EXT"
                    .replace("EXT", "\\.(?:jpe?g|png|webp|gif|bmp|tiff?|heic|avif)"),
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern JSON_ARRAY = Pattern.compile("\\[\\s*+[\"{\\]]");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Exchange exchange;
    private final Map<String, Object> fields = new HashMap<>();
    private final List<Image> images = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private String prompt;
    private String hint = "";

    private BodyReader(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @throws InvalidRequestException if it means nothing that can be sent */
    static BodyReader read(Exchange exchange) {
        BodyReader reader = new BodyReader(exchange);
        reader.read(exchange.getMessage().getBody());
        return reader;
    }

    /** Parameters under the service's names. */
    Map<String, Object> fields() {
        return fields;
    }

    /** {@code null} if it is none. */
    String prompt() {
        return prompt;
    }

    /** What to add where the prompt is an error. */
    String hint() {
        return hint;
    }

    /** All images in their order if one of them is a picture, else empty. */
    List<Image> images() {
        return images;
    }

    /** What is wrong with the pictures, a sentence for each that cannot be sent. */
    List<String> faults() {
        return faults;
    }

    private void read(Object body) {
        if (body instanceof GenerateRequest || body instanceof RelightRequest) {
            fields.putAll(Json.toMap(body));
        } else if (body instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        } else if (body instanceof Collection<?> list) {
            readList(list);
        } else if (body instanceof Object[] array) {
            readList(Arrays.asList(array));
        } else if (Picture.isPossible(body)) {
            readBytes(body);
        } else if (body instanceof CharSequence || body instanceof URI || body instanceof URL) {
            readText(body.toString());
        } else if (body != null) {
            throw new InvalidRequestException("The body, a " + body.getClass().getName()
                    + ", is neither a request nor a picture. Nothing was sent.");
        }
    }

    private void readList(Collection<?> list) {
        List<Object> items = new ArrayList<>();
        List<Object> urls = new ArrayList<>();
        for (Object item : list) {
            if (Picture.isPossible(item)) {
                String number = "Picture " + (items.size() + 1) + " of " + list.size();
                String name =
                        fileName(item).map(file -> number + ", " + file + ",").orElse(number);
                Optional<Picture> picture = open(item, name);
                items.add(picture.map(Picture::given).orElse(item));
                picture.filter(this::isNoPicture).ifPresent(text -> faults.add(name + " is no JPEG, PNG or WEBP"));
            } else {
                items.add(item);
                urls.add(item);
                images.add(new Image(String.valueOf(item).trim(), null));
            }
        }
        if (urls.size() < items.size()) {
            exchange.getMessage().setBody(items);
        } else {
            images.clear();
        }
        if (!items.isEmpty()) {
            fields.put("image_urls", urls);
        }
    }

    private void readBytes(Object body) {
        String file = fileName(body).orElseGet(() -> exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
        Optional<Picture> picture = open(body, file == null ? "The picture in the body" : "The picture " + file);
        if (picture.isPresent()) {
            exchange.getMessage().setBody(picture.get().given());
        }
        Optional<Picture> other = picture.filter(this::isNoPicture);
        if (other.isPresent()) {
            readText(text(other.get()));
            hint = file == null ? "" : " If " + file + " was meant as a picture: it is no JPEG, PNG or WEBP.";
        } else {
            fields.put("image_urls", List.of());
        }
    }

    private Optional<Picture> open(Object body, String name) {
        try {
            return Optional.of(Picture.of(exchange, body, name));
        } catch (InvalidRequestException e) {
            faults.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes it if it is a picture, or its fault if it was meant to be one. */
    private boolean isNoPicture(Picture picture) {
        try {
            byte[] head = picture.head(Picture.HEAD);
            Optional<PictureFormat> format = PictureFormat.of(head);
            Optional<String> fault = picture.fault(head);
            format.ifPresent(known -> images.add(new Image(null, picture.whole(known))));
            if (format.isEmpty()) {
                fault.ifPresent(faults::add);
            }
            return format.isEmpty() && fault.isEmpty();
        } catch (InvalidRequestException e) {
            faults.add(e.getMessage());
            return false;
        }
    }

    private void readText(String text) {
        String trimmed = text.trim();
        if (trimmed.startsWith("{")) {
            fields.putAll(Json.readObject(text.getBytes(StandardCharsets.UTF_8)));
        } else if (startsWith(trimmed, "http://") || startsWith(trimmed, "https://")) {
            fields.put("image_urls", trimmed);
        } else if (!trimmed.isEmpty()) {
            requirePrompt(trimmed);
            prompt = text;
        }
    }

    /** Rather than pay for a text that was meant as something else. */
    private static void requirePrompt(String text) {
        Matcher url = OTHER_URL.matcher(text);
        if (url.lookingAt()) {
            throw misplaced(
                    "begins with '" + url.group(1) + "'",
                    "A picture in text is an http or https URL; any other has to be in the body as bytes, a stream or"
                            + " a file.");
        }
        if (PATH.matcher(text).matches()) {
            throw misplaced(
                    "looks like the path of a file",
                    "Text is not read as a file: send a java.io.File, or what Camel's file component gives.");
        }
        if (JSON_ARRAY.matcher(text).lookingAt()) {
            throw misplaced(
                    "begins like a JSON array",
                    "A request in JSON is one object; URLs are a List, as unmarshal gives it, or the field image_urls"
                            + " of such an object.");
        }
    }

    private static InvalidRequestException misplaced(String seen, String advice) {
        return new InvalidRequestException("The body is text that " + seen + ". Nothing was sent. " + advice
                + " If it is the prompt, set it as the header " + PixelForgeConstants.PROMPT
                + " and leave the body empty.");
    }

    private static boolean startsWith(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String text(Picture picture) {
        byte[] bytes = picture.head(MAX_TEXT + 1);
        boolean json = bytes[0] == '{' || Character.isWhitespace(bytes[0]);
        if (bytes.length > MAX_TEXT && json) {
            bytes = picture.head(Json.MAX_LENGTH + 1);
        }
        if (bytes.length > (json ? Json.MAX_LENGTH : MAX_TEXT)) {
            throw neither(picture);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw neither(picture);
            }
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw neither(picture);
        }
    }

    private static Optional<String> fileName(Object body) {
        return Picture.file(body).map(Path::getFileName).map(Path::toString);
    }

    private static InvalidRequestException neither(Picture picture) {
        return new InvalidRequestException(
                picture.name() + " is no JPEG, PNG or WEBP, and no text either. Nothing was sent. Convert it before.");
    }
}
