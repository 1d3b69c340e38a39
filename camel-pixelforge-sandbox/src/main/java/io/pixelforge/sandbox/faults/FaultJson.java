package io.pixelforge.sandbox.faults;

import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.SpanText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Faults as JSON, for {@code POST /sandbox/faults}:
 * {@code {"on": "submit", "times": 2, "fault": "status", "status": 429, "retry_after": 1}}.
 *
 * <p>{@code on} is a call ({@code generate}, {@code submit}, {@code status}, {@code media}, {@code upload},
 * {@code callback}). When:
 * {@code times} (1), {@code always}, {@code probability}, {@code request} (a request id), {@code containing} (a text in the
 * body). {@code fault} is one of {@link FaultName}, such as {@code accepted_then_reset}; its argument, if it has one, is {@code status}, {@code location}, {@code delay}, {@code content_type}, {@code body},
 * {@code bytes}, {@code word}, {@code url} or {@code error}. Beside: {@code headers} (an object), {@code retry_after} (seconds),
 * {@code retry_after_date} (ISO), {@code retry_after_in_body} (seconds), {@code delayed}.
 */
public final class FaultJson {

    private final ObjectNode json;
    private final Set<String> unknown = new HashSet<>();

    private FaultJson(ObjectNode json) {
        this.json = json;
        json.fieldNames().forEachRemaining(unknown::add);
    }

    /**
     * Adds the fault that the JSON describes.
     *
     * @return the number of its rule, see {@link Faults#remove}
     * @throws IllegalArgumentException if it describes none, saying why
     */
    public static long add(Faults faults, ObjectNode json) {
        return new FaultJson(json).add(faults);
    }

    private long add(Faults faults) {
        Rule rule = faults.on(kind());
        optional("times", node -> rule.times(node.asInt()));
        optional("always", node -> {
            if (node.asBoolean()) {
                rule.always();
            }
        });
        optional("probability", node -> rule.probability(node.asDouble()));
        optional("request", node -> rule.request(node.asText()));
        optional("containing", node -> rule.containing(node.asText()));
        Fault fault = trimmed(FaultName.of(text("fault")).make(this));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Not known here: "
                    + String.join(", ", unknown.stream().sorted().toList()));
        }
        rule.play(fault);
        return rule.number();
    }

    private CallKind kind() {
        String word = text("on");
        try {
            return CallKind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "on must be generate, submit, status, media, upload or callback, not " + word, e);
        }
    }

    private Fault trimmed(Fault plain) {
        List<Fault> last = new ArrayList<>(List.of(plain));
        optional("body", node -> last.set(0, last.get(0).body(node.asText())));
        optional("headers", node -> node.properties()
                .forEach(header -> last.set(
                        0, last.get(0).header(header.getKey(), header.getValue().asText()))));
        optional("retry_after", node -> last.set(0, last.get(0).retryAfter(node.asLong())));
        optional("retry_after_date", node -> last.set(0, last.get(0).retryAfter(instant(node.asText()))));
        optional("retry_after_in_body", node -> last.set(0, last.get(0).retryAfterInBody(node.asLong())));
        optional("delayed", node -> last.set(0, last.get(0).delayed(SpanText.duration(node.asText()))));
        return last.get(0);
    }

    private void optional(String name, Consumer<JsonNode> use) {
        if (unknown.remove(name)) {
            use.accept(json.get(name));
        }
    }

    private JsonNode required(String name) {
        unknown.remove(name);
        if (!json.hasNonNull(name)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return json.get(name);
    }

    String text(String name) {
        return required(name).asText();
    }

    int number(String name) {
        JsonNode node = required(name);
        if (!node.canConvertToInt()) {
            throw new IllegalArgumentException(name + " must be a number");
        }
        return node.asInt();
    }

    Duration duration(String name) {
        return SpanText.duration(text(name));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Not a time such as 2026-05-22T13:19:23Z: " + text, e);
        }
    }
}
