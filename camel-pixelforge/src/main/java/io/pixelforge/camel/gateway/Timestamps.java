package io.pixelforge.camel.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** The service writes times in two ways, {@code 2026-05-22T13:17:32.110Z} and {@code 2026-05-22 13:19:23}. */
final class Timestamps {

    private static final int DATE_LENGTH = "2026-05-22".length();

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

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
        StringBuilder iso = new StringBuilder(text.trim());
        if (iso.length() > DATE_LENGTH && iso.charAt(DATE_LENGTH) == ' ') {
            iso.setCharAt(DATE_LENGTH, 'T');
        }
        try {
            TemporalAccessor time = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            Instant instant = time instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
