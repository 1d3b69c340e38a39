package io.pixelforge.camel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.AntPathMatcher;

/** Chooses the headers of a submitting exchange that come back with the end of its job. */
final class SavedHeaders {

    static final String SCALARS = "scalars";

    private static final String NONE = "none";
    private static final int MAX_BYTES = 4096;
    private static final Set<Class<?>> SCALAR_NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);
    private static final List<String> NEVER = List.of(
            PixelForgeConstants.PREFIX + "*",
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "Set-Cookie",
            "*-Key",
            "*Token*",
            "Content-*");

    private final List<String> patterns;

    /** @param option the option {@code saveHeaders} */
    SavedHeaders(String option) {
        this.patterns = option.equals(SCALARS)
                ? List.of("*")
                : option.equals(NONE)
                        ? List.of()
                        : Arrays.stream(option.split(",")).map(String::trim).toList();
    }

    Map<String, Object> of(Map<String, Object> headers) {
        Map<String, Object> saved = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (matches(name, patterns) && !matches(name, NEVER) && isScalar(value)) {
                saved.put(name, value);
            }
        });
        return saved;
    }

    private static boolean matches(String name, List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> AntPathMatcher.INSTANCE.match(pattern, name, false));
    }

    /** What any repository can hold and give back as it was. */
    private static boolean isScalar(Object value) {
        return value != null
                && (value instanceof String
                        || SCALAR_NUMBERS.contains(value.getClass())
                        || value instanceof Boolean
                        || value instanceof Temporal
                        || value instanceof Date
                        || value instanceof byte[] bytes && bytes.length <= MAX_BYTES);
    }
}
