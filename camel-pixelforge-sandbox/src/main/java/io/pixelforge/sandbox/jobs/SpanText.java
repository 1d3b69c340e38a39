package io.pixelforge.sandbox.jobs;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them. */
public final class SpanText {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

    private SpanText() {}

    /**
     * A duration: {@code 500ms}, {@code 2s}, {@code 3m}, {@code 1h}, milliseconds without a unit, or {@code PT2S}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Duration duration(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return iso(text.strip());
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMillis(amount);
        };
    }

    /**
     * A duration, or a range of two: {@code 2s..5s}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Span span(String text) {
        String[] bounds = text.split("\\.\\.", 2);
        Duration min = duration(bounds[0]);
        return new Span(min, bounds.length == 1 ? min : duration(bounds[1]));
    }

    private static Duration iso(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("A duration cannot be negative: " + text);
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Not a duration such as 500ms, 2s, 3m or PT2S: " + text, e);
        }
    }
}
