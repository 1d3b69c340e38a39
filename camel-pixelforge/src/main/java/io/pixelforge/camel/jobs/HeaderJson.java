package io.pixelforge.camel.jobs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Saved headers as JSON that names the type of each value, {@code {"orderId":{"Integer":"42"}}}, so that they come back
 * as they were and no Java serialisation is needed.
 */
public final class HeaderJson {

    private record Type(Class<?> type, Function<Object, String> write, Function<String, Object> read) {}

    private static final List<Type> TYPES = List.of(
            type(String.class, s -> s),
            type(Boolean.class, Boolean::valueOf),
            type(Byte.class, Byte::valueOf),
            type(Short.class, Short::valueOf),
            type(Integer.class, Integer::valueOf),
            type(Long.class, Long::valueOf),
            type(Float.class, Float::valueOf),
            type(Double.class, Double::valueOf),
            type(BigInteger.class, BigInteger::new),
            type(BigDecimal.class, BigDecimal::new),
            type(Instant.class, Instant::parse),
            type(LocalDate.class, LocalDate::parse),
            type(LocalTime.class, LocalTime::parse),
            type(LocalDateTime.class, LocalDateTime::parse),
            type(OffsetDateTime.class, OffsetDateTime::parse),
            type(ZonedDateTime.class, ZonedDateTime::parse),
            new Type(Date.class, d -> Long.toString(((Date) d).getTime()), s -> new Date(Long.parseLong(s))),
            new Type(byte[].class, b -> Base64.getEncoder().encodeToString((byte[]) b), s -> Base64.getDecoder()
                    .decode(s)));

    private HeaderJson() {}

    /** Whether a value can be written and comes back as it was. */
    public static boolean knows(Object value) {
        return value != null && TYPES.stream().anyMatch(type -> type.type == value.getClass());
    }

    static String write(Map<String, Object> headers) {
        Map<String, Object> json = new LinkedHashMap<>();
        headers.forEach((name, value) -> TYPES.stream()
                .filter(type -> type.type == value.getClass())
                .findFirst()
                .ifPresent(type -> json.put(name, Map.of(type.type.getSimpleName(), type.write.apply(value)))));
        return RowJson.write(json);
    }

    static Map<String, Object> read(String json) {
        Map<String, Object> headers = new LinkedHashMap<>();
        RowJson.readMap(json).forEach((name, typed) -> {
            Map.Entry<?, ?> entry = ((Map<?, ?>) typed).entrySet().iterator().next();
            TYPES.stream()
                    .filter(type -> type.type.getSimpleName().equals(entry.getKey()))
                    .forEach(type -> headers.put(name, type.read.apply((String) entry.getValue())));
        });
        return headers;
    }

    private static Type type(Class<?> type, Function<String, Object> read) {
        return new Type(type, Object::toString, read);
    }
}
