package io.pixelforge.sandbox.records;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A call that was answered.
 *
 * @param method the HTTP method
 * @param path the path
 * @param headers the headers by lower-case name; of the key, {@code Authorization} and {@code Cookie} only the beginning
 *     of the SHA-256, as {@code sha256:0123456789ab}
 * @param body the body as text, at most 16 KiB of it; of an upload only its size
 * @param status the HTTP status of the answer, 0 if the connection was reset
 * @param at when it came in
 */
public record RecordedRequest(
        String method, String path, Map<String, String> headers, String body, int status, Instant at) {

    /** The value of a header, its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the API key, {@code Authorization} or a cookie came along. */
    public boolean carriesSecret() {
        return Records.SECRETS.stream().anyMatch(headers::containsKey);
    }
}
