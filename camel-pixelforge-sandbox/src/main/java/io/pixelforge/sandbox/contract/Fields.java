package io.pixelforge.sandbox.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Checks the fields of one JSON object, and collects all that is wrong with them. */
final class Fields {

    private final ObjectNode object;
    private final String prefix;
    private final List<String> faults;
    private final Set<String> known = new HashSet<>();

    Fields(ObjectNode object, String prefix, List<String> faults) {
        this.object = object;
        this.prefix = prefix;
        this.faults = faults;
    }

    /** A field that must be there. */
    Optional<JsonNode> required(String name) {
        Optional<JsonNode> field = optional(name);
        if (field.isEmpty()) {
            fault(name, "is required");
        }
        return field;
    }

    /** A field that may be there. A field that is there is checked, also if it is null. */
    Optional<JsonNode> optional(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name));
    }

    /** A text that says something. */
    Optional<String> filled(String name, JsonNode field) {
        Optional<String> text = text(name, field);
        if (text.isPresent() && text.get().isBlank()) {
            fault(name, "must not be blank");
        }
        return text;
    }

    Optional<String> text(String name, JsonNode field) {
        if (!field.isTextual()) {
            fault(name, "must be a string");
            return Optional.empty();
        }
        return Optional.of(field.asText());
    }

    void word(String name, String... words) {
        optional(name).flatMap(field -> text(name, field)).ifPresent(text -> {
            if (!List.of(words).contains(text)) {
                fault(name, "must be one of " + String.join(", ", words));
            }
        });
    }

    void bool(String name) {
        optional(name).filter(field -> !field.isBoolean()).ifPresent(field -> fault(name, "must be true or false"));
    }

    void integer(String name, long min, long max) {
        optional(name).ifPresent(field -> {
            if (!field.isIntegralNumber()) {
                fault(name, "must be an integer");
            } else if (!field.canConvertToLong() || field.asLong() < min || field.asLong() > max) {
                fault(name, "must be " + min + "-" + max);
            }
        });
    }

    void number(String name, int min, int max) {
        optional(name).ifPresent(field -> {
            if (!field.isNumber()) {
                fault(name, "must be a number");
            } else if (field.asDouble() < min || field.asDouble() > max) {
                fault(name, "must be " + min + "-" + max);
            }
        });
    }

    /** A list; each element is handed on with its name, such as {@code loras[1]}. */
    void list(String name, Optional<JsonNode> field, int min, int max, BiConsumer<String, JsonNode> element) {
        if (field.isEmpty()) {
            return;
        }
        if (!field.get().isArray()) {
            fault(name, "must be an array");
            return;
        }
        int size = field.get().size();
        if (size < min || size > max) {
            fault(name, "must have " + min + "-" + max + " elements, not " + size);
        }
        for (int i = 0; i < size; i++) {
            element.accept(name + "[" + i + "]", field.get().get(i));
        }
    }

    /** Faults every field that was not asked for. */
    void nothingElse() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(name, "is not a known parameter");
            }
        });
    }

    void fault(String name, String problem) {
        faults.add(prefix + name + " " + problem);
    }
}
