package io.pixelforge.camel.gateway;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** The service writes times in two ways, {@code 2026-05-22T13:17:32.110Z} and {@code 2026-05-22 13:19:23}. */
final class Timestamps {

    private Timestamps() {}

    /** The time that a text says, in UTC where it names no zone; {@code null} where it cannot be read. */
    static Instant parse(String text) {
        if (text == null) {
            return null;
        }
        String iso = text.trim().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException noZone) {
            try {
                return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException unreadable) {
                return null;
            }
        }
    }
}
