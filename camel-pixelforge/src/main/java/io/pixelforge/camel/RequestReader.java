package io.pixelforge.camel;

import io.pixelforge.camel.gateway.GenerateRequest;
import io.pixelforge.camel.gateway.ImageRequest;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.Json;
import io.pixelforge.camel.gateway.RelightRequest;
import io.pixelforge.camel.gateway.RequestParameters;
import io.pixelforge.camel.images.Picture;
import io.pixelforge.camel.images.PictureFormat;
import java.io.File;
import java.io.InputStream;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** Makes a request out of an exchange: a header wins over a field of the body, and that over an option. */
final class RequestReader {

    private static final int MAX_TEXT = 64 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

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

    /**
     * @param request  without its {@code image_urls} if there are pictures
     * @param pictures what has to be made public first
     */
    record Input(ImageRequest request, List<Picture> pictures) {}

    /** @throws InvalidRequestException naming every fault */
    Input read(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, Object> values = new HashMap<>(options);
        Body body = new Body(exchange);
        body.read(message.getBody());
        body.fields.forEach((name, value) -> {
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
        if (body.prompt != null && values.put("prompt", body.prompt) != null) {
            throw new InvalidRequestException(
                    "The body is text, which would be the prompt, but prompt is also set by an"
                            + " option or header. Nothing was sent. Remove one of them; a body that is not meant as the prompt"
                            + " can be removed with setBody.");
        }
        List<Picture> pictures = urlsInHeader ? List.of() : body.pictures;
        ImageRequest request = operation == PixelForgeOperation.generate
                ? RequestParameters.generate(values, pictures.size())
                : RequestParameters.relight(values, pictures.size());
        return new Input(request, pictures);
    }

    /** So that a later call in the same route does not find them. */
    void removeHeaders(Message message) {
        headers.values().forEach(message::removeHeader);
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

    /** What a body means. */
    private static final class Body {
        private final Exchange exchange;
        private final Map<String, Object> fields = new HashMap<>();
        private final List<Picture> pictures = new ArrayList<>();
        private String prompt;

        Body(Exchange exchange) {
            this.exchange = exchange;
        }

        void read(Object body) {
            if (body instanceof GenerateRequest || body instanceof RelightRequest) {
                fields.putAll(Json.toMap(body));
            } else if (body instanceof Map<?, ?> map) {
                map.forEach((name, value) -> fields.put(String.valueOf(name), value));
            } else if (body instanceof Collection<?> list) {
                readList(list);
            } else if (body instanceof Object[] array) {
                readList(Arrays.asList(array));
            } else if (isBytes(body)) {
                readBytes(body);
            } else if (body instanceof CharSequence || body instanceof URI || body instanceof URL) {
                readText(body.toString());
            } else if (body != null) {
                throw invalid("The body, a " + body.getClass().getName() + ", is neither a request nor a picture");
            }
        }

        private void readList(Collection<?> list) {
            List<Object> urls = new ArrayList<>();
            int index = 0;
            for (Object item : list) {
                index++;
                if (isBytes(item)) {
                    Picture picture = Picture.of(exchange, item, name(item, "number " + index + " of the body"));
                    if (PictureFormat.of(picture.head(exchange.getContext(), PictureFormat.HEAD))
                            .isEmpty()) {
                        throw notAPicture(picture);
                    }
                    pictures.add(picture);
                } else {
                    urls.add(item);
                }
            }
            if (!pictures.isEmpty() && !urls.isEmpty()) {
                throw invalid("The body is a list of pictures and of something else; give either pictures or URLs");
            }
            if (!urls.isEmpty()) {
                fields.put("image_urls", urls);
            }
        }

        private void readBytes(Object body) {
            Picture picture = Picture.of(exchange, body, name(body, "in the body"));
            if (picture.body() != body) {
                exchange.getMessage().setBody(picture.body());
            }
            byte[] head = picture.head(exchange.getContext(), PictureFormat.HEAD);
            if (PictureFormat.of(head).isPresent()) {
                pictures.add(picture);
            } else if (head.length == 0) {
                throw invalid("The picture " + picture.name() + " is empty (0 bytes)");
            } else {
                readText(text(picture));
            }
        }

        private void readText(String text) {
            String trimmed = text.trim();
            if (trimmed.startsWith("{")) {
                fields.putAll(Json.readObject(text.getBytes(StandardCharsets.UTF_8)));
            } else if (startsWith(trimmed, "http://") || startsWith(trimmed, "https://")) {
                fields.put("image_urls", trimmed);
            } else if (!trimmed.isEmpty()) {
                prompt = text;
            }
        }

        private static boolean startsWith(String text, String scheme) {
            return text.regionMatches(true, 0, scheme, 0, scheme.length());
        }

        private String text(Picture picture) {
            byte[] bytes = picture.head(exchange.getContext(), MAX_TEXT + 1);
            boolean json = bytes[0] == '{' || Character.isWhitespace(bytes[0]);
            if (bytes.length > MAX_TEXT && json) {
                bytes = picture.head(exchange.getContext(), Json.MAX_LENGTH + 1);
            }
            if (bytes.length > (json ? Json.MAX_LENGTH : MAX_TEXT)) {
                throw notAPicture(picture);
            }
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            } catch (CharacterCodingException e) {
                throw notAPicture(picture);
            }
        }

        private String name(Object body, String otherwise) {
            if (body instanceof WrappedFile<?> file && file.getFile() instanceof File local) {
                return local.getName();
            }
            if (body instanceof File file) {
                return file.getName();
            }
            if (body instanceof Path path) {
                return String.valueOf(path.getFileName());
            }
            return exchange.getMessage().getHeader(Exchange.FILE_NAME, otherwise, String.class);
        }

        private static boolean isBytes(Object body) {
            return body instanceof byte[]
                    || body instanceof ByteBuffer
                    || body instanceof InputStream
                    || body instanceof StreamCache
                    || body instanceof File
                    || body instanceof Path
                    || body instanceof WrappedFile;
        }

        private static InvalidRequestException notAPicture(Picture picture) {
            return invalid("The picture " + picture.name() + " is no JPEG, PNG or WEBP, and no text either");
        }

        private static InvalidRequestException invalid(String what) {
            return new InvalidRequestException(what + ". Nothing was sent.");
        }
    }
}
