package io.pixelforge.camel.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a server asks to be left alone: seconds, or an HTTP date. */
public final class RetryAfter {

    /** Nobody may park our users' work for longer than this by one header. */
    static final Duration CAP = Duration.ofMinutes(5);

    /** Seconds as people write them, and as Java writes a number out of JSON, {@code 1.0E7}. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,400}(\\.\\d{1,400})?(E\\d{1,3})?");

    private RetryAfter() {}

    /**
     * @param  text  a number of seconds, whole or not, or an HTTP date; may be anything
     * @param  clock what an HTTP date is compared with
     * @return       0 to {@link #CAP}; empty where the text is neither
     */
    public static Optional<Duration> parse(String text, Clock clock) {
        if (text == null) {
            return Optional.empty();
        }
        String trimmed = text.trim();
        if (SECONDS.matcher(trimmed).matches()) {
            double seconds = Math.min(Double.parseDouble(trimmed), CAP.toSeconds());
            return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(trimmed, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(clamp(Duration.between(clock.instant(), date.toInstant())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration.compareTo(CAP) > 0 ? CAP : duration;
    }
}
