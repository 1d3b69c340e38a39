package io.pixelforge.camel.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of a row that are JSON. They were written here, so what cannot be read is an error. */
final class RowJson {

    /** Reads whatever it has written: a header, or its name, may be of any length. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private RowJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> readMap(String json) {
        return read(json, Map.class);
    }

    @SuppressWarnings("unchecked")
    static List<String> readList(String json) {
        return read(json, List.class);
    }

    static String writeOptions(SubmitOptions options) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("initialPollDelay", options.initialPollDelay().toMillis());
        json.put("pollInterval", options.pollInterval().toMillis());
        json.put("maxPollInterval", options.maxPollInterval().toMillis());
        json.put("completionTimeout", options.completionTimeout().toMillis());
        json.put("retention", options.retention().toMillis());
        json.put("numImages", options.numImages());
        if (options.callbackInterval() != null) {
            json.put("callbackInterval", options.callbackInterval().toMillis());
        }
        return write(json);
    }

    static SubmitOptions readOptions(String json) {
        Map<String, Object> options = readMap(json);
        return new SubmitOptions(
                millis(options, "initialPollDelay"),
                millis(options, "pollInterval"),
                millis(options, "maxPollInterval"),
                millis(options, "completionTimeout"),
                millis(options, "retention"),
                ((Number) options.get("numImages")).intValue(),
                options.containsKey("callbackInterval") ? millis(options, "callbackInterval") : null);
    }

    private static Duration millis(Map<String, Object> options, String name) {
        return Duration.ofMillis(((Number) options.get(name)).longValue());
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not the JSON that was written: " + e.getOriginalMessage(), e);
        }
    }
}
