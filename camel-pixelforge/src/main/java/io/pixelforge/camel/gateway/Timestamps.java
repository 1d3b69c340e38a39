package io.pixelforge.camel.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** The service writes times in two ways, {@code 2026-05-22T13:17:32.110Z} and {@code 2026-05-22 13:19:23}. */
final class Timestamps {

    private static final String WITH_ZONE = "0000-00-00T00:00:00.000Z";
    private static final String ZONELESS = "0000-00-00 00:00:00";

    private static final int DATE_LENGTH = "2026-05-22".length();

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** What every database can store: a time beyond would keep the end of a job from being written. */
    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Timestamps() {}

    /**
     * The time that a text says, in UTC where it names no zone; {@code null} where it cannot be read, or its year has
     * not four digits.
     */
    static Instant parse(String text) {
        if (text == null) {
            return null;
        }
        try {
            // some at each call, where a formatter is dear
            Instant instant = hasForm(text, WITH_ZONE) || hasForm(text, ZONELESS) ? plain(text) : iso(text.trim());
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasForm(String text, String form) {
        boolean has = text.length() == form.length();
        for (int i = 0; has && i < form.length(); i++) {
            char c = text.charAt(i);
            has = form.charAt(i) == '0' ? c >= '0' && c <= '9' : c == form.charAt(i);
        }
        return has;
    }

    private static Instant plain(String text) {
        int millis = text.length() == ZONELESS.length() ? 0 : number(text, 20, 23);
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC)
                .plusMillis(millis);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static Instant iso(String text) {
        StringBuilder iso = new StringBuilder(text);
        if (iso.length() > DATE_LENGTH && iso.charAt(DATE_LENGTH) == ' ') {
            iso.setCharAt(DATE_LENGTH, 'T');
        }
        TemporalAccessor time = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    }
}
