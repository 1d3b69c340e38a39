package io.pixelforge.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/** What came back from the gateway, not yet believed. */
final class Answer {

    private final int code;
    private final String retryAfter;
    private final JsonNode json;
    private final String apiKey;

    private Answer(int code, String retryAfter, JsonNode json, String apiKey) {
        this.code = code;
        this.retryAfter = retryAfter;
        this.json = json;
        this.apiKey = apiKey;
    }

    /**
     * @param  apiKey      what was asked with, in case the answer repeats it
     * @throws IOException if the answer breaks off; one that is no JSON is an answer all the same
     */
    static Answer read(ClassicHttpResponse response, String apiKey) throws IOException {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return new Answer(
                response.getCode(), header == null ? null : header.getValue(), json(response.getEntity()), apiKey);
    }

    private static JsonNode json(HttpEntity entity) throws IOException {
        if (entity == null) {
            return null;
        }
        // most answers are much shorter than the buffer that one of unknown length gets
        long length = entity.getContentLength();
        int limit = length < 0 ? Json.MAX_LENGTH : (int) Math.min(length, Json.MAX_LENGTH);
        byte[] body = entity.getContent().readNBytes(limit + 1); // one more shows the end
        if (body.length > Json.MAX_LENGTH) {
            return null;
        }
        try {
            return Json.read(body);
        } catch (IOException e) {
            return null;
        }
    }

    int code() {
        return code;
    }

    boolean isSuccess() {
        return code / 100 == 2;
    }

    boolean isRefusedKey() {
        return code == HttpStatus.SC_UNAUTHORIZED || code == HttpStatus.SC_FORBIDDEN;
    }

    /** Whether the gateway asks to be asked less, or later. */
    boolean isTooMany(Clock clock) {
        return code == HttpStatus.SC_TOO_MANY_REQUESTS
                || code == HttpStatus.SC_SERVICE_UNAVAILABLE
                        && retryAfter(clock).isPresent();
    }

    /** The text of a field; {@code null} where there is none. */
    String text(String field) {
        return text(json == null ? null : json.get(field));
    }

    /** The same without the key. */
    String masked(String field) {
        return mask(text(field));
    }

    JsonNode field(String name) {
        return json == null ? null : json.get(name);
    }

    static String text(JsonNode node) {
        return node != null && node.isTextual() && !node.textValue().isEmpty()
                ? ForeignText.whole(node.textValue())
                : null;
    }

    Optional<Duration> retryAfter(Clock clock) {
        JsonNode field = field("retry_after");
        return RetryAfter.parse(retryAfter, clock)
                .or(() -> RetryAfter.parse(field == null || field.isNull() ? null : field.asText(), clock));
    }

    /** The status, and what the service says about it, fit for a log: short, without control characters, the key or signatures. */
    String describe() {
        List<String> said = new ArrayList<>();
        for (String field : List.of("error", "message")) {
            JsonNode node = field(field);
            if (node != null && !node.isNull()) {
                said.add(node.isTextual() ? node.textValue() : node.toString());
            }
        }
        return "HTTP " + code + (said.isEmpty() ? "" : ": " + clean(String.join(" - ", said)));
    }

    String clean(String text) {
        return clean(text, apiKey);
    }

    String mask(String text) {
        return mask(text, apiKey);
    }

    static String clean(String text, String apiKey) {
        return ForeignText.clean(mask(text, apiKey));
    }

    /** A text without the key, in case the service repeats it; {@code null} for {@code null}. */
    private static String mask(String text, String apiKey) {
        return text == null || apiKey == null || apiKey.isEmpty() ? text : text.replace(apiKey, "xxxxxx");
    }
}
