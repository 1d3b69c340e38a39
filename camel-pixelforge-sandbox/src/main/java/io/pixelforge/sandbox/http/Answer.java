package io.pixelforge.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status the HTTP status
 * @param headers the headers; a {@code Content-Length} here is sent as it is, even if it is a lie
 * @param body the body's bytes
 * @param delay how long the answer is held back, without a thread
 * @param drip over how long its body is spread
 * @param wire how it goes over the wire
 */
public record Answer(int status, Map<String, String> headers, byte[] body, Duration delay, Duration drip, Wire wire) {

    /** How an answer goes over the wire. */
    public enum Wire {
        /** With its length. */
        WHOLE,
        /** In chunks, without a length. */
        CHUNKED,
        /** Not at all: the connection is reset. */
        RESET
    }

    private static final byte[] NOTHING = {};

    /** A JSON answer. */
    public static Answer json(int status, Map<String, ?> body) {
        return of(status, "application/json", Json.bytes(body));
    }

    /** An error in the shape of the document: {@code error} and {@code message}. */
    public static Answer error(int status, String error, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("message", message);
        return json(status, body);
    }

    /** The answer for anything that is not there. */
    public static Answer notFound(String message) {
        return error(404, "Not Found", message);
    }

    /** An answer in UTF-8 text of the given type. */
    public static Answer text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer of bytes. */
    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Duration.ZERO, Duration.ZERO, Wire.WHOLE);
    }

    /** An answer with nothing but a status. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), NOTHING, Duration.ZERO, Duration.ZERO, Wire.WHOLE);
    }

    /** No answer: the connection is reset. */
    public static Answer reset() {
        return empty(0).over(Wire.RESET);
    }

    /** The same with one more header. */
    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, delay, drip, wire);
    }

    /** The same with another body. */
    public Answer body(byte[] other) {
        return new Answer(status, headers, other, delay, drip, wire);
    }

    /** The same, held back longer. */
    public Answer later(Duration more) {
        return new Answer(status, headers, body, delay.plus(more), drip, wire);
    }

    /** The same, its body spread over so long. */
    public Answer dripping(Duration time) {
        return new Answer(status, headers, body, delay, time, wire);
    }

    /** The same, another way over the wire. */
    public Answer over(Wire other) {
        return new Answer(status, headers, body, delay, drip, other);
    }
}
