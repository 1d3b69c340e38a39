package io.pixelforge.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it came in.
 *
 * @param method the HTTP method, in capitals
 * @param path the path without the query
 * @param headers the headers by lower-case name; several values of one name are joined with {@code ", "}
 * @param body the bytes of the body, empty if there was none
 */
public record Call(String method, String path, Map<String, String> headers, byte[] body) {

    /** The header that carries the API key. */
    public static final String KEY_HEADER = "Ocp-Apim-Subscription-Key";

    /** The value of a header, its name in any case; empty if it was not sent or is blank. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** The API key, if one was sent. */
    public Optional<String> key() {
        return header(KEY_HEADER);
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What kind of call this is, or empty if the gateway has no such endpoint. */
    public Optional<CallKind> kind() {
        return CallKind.of(method, path);
    }
}
