package io.pixelforge.camel;

import io.pixelforge.camel.jobs.HeaderJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses the headers of a submitting exchange that come back with the end of its job. */
final class SavedHeaders {

    static final String SCALARS = "scalars";

    private static final String NONE = "none";
    private static final int MAX_BYTES = 4096;
    private static final List<Pattern> NEVER = patterns(
            PixelForgeConstants.PREFIX + "*",
            "CamelRedeliver*",
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "Set-Cookie",
            "*-Key",
            "*Token*",
            "Content-*");

    /** W3C's: they lead from the end of a job to the trace of its submit. */
    private static final List<Pattern> ALWAYS = patterns("traceparent", "tracestate");

    private final List<Pattern> patterns;

    /** @param option the option {@code saveHeaders} */
    SavedHeaders(String option) {
        this.patterns =
                option.equals(SCALARS) ? patterns("*") : option.equals(NONE) ? List.of() : patterns(option.split(","));
    }

    /** The names in the option {@code saveHeaders} that are in vain. */
    static List<String> neverSaved(String option) {
        return Arrays.stream(option.split(","))
                .map(String::trim)
                .filter(name -> matches(name, NEVER))
                .toList();
    }

    Map<String, Object> of(Map<String, Object> headers) {
        Map<String, Object> saved = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            boolean wanted = matches(name, patterns) && !matches(name, NEVER) || matches(name, ALWAYS);
            if (wanted && isScalar(value)) {
                saved.put(name, value);
            }
        });
        return saved.isEmpty() ? Map.of() : saved;
    }

    private static boolean matches(String name, List<Pattern> patterns) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** What any repository gives back as it was. */
    private static boolean isScalar(Object value) {
        return HeaderJson.knows(value) && !(value instanceof byte[] bytes && bytes.length > MAX_BYTES);
    }

    private static List<Pattern> patterns(String... wildcards) {
        return Arrays.stream(wildcards)
                .map(wildcard -> Arrays.stream(wildcard.trim().split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL))
                .toList();
    }
}
