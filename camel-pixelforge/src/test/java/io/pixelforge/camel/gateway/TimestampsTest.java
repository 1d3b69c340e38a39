package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.AnyJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-05-22T13:17:32.110Z, 2026-05-22T13:17:32.110Z",
        "2026-05-22 13:19:23, 2026-05-22T13:19:23Z",
        "2026-05-22 13:19:23.5, 2026-05-22T13:19:23.5Z",
        "2026-05-22T13:19:23, 2026-05-22T13:19:23Z",
        "2026-05-22T15:19:23+02:00, 2026-05-22T13:19:23Z",
        "2026-05-22 15:19:23+02:00, 2026-05-22T13:19:23Z",
    })
    void areReadInUtc(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "...",
                "yesterday",
                "1779455852",
                "2026-13-01 00:00:00",
                "2026-05-22",
                "22.05.2026",
                "+10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "0000-00-00 00:00:00",
                "0999-12-31 23:59:59",
                "2026-02-30 00:00:00",
                "2026-02-30T00:00:00Z",
                "2026-05-22 24:00:00",
                "2026-05-22T24:00:00.000Z"
            })
    void areNullWhereTheyCannotBeRead(String text) {
        assertThat(Timestamps.parse(text)).isNull();
    }

    @Property
    void anyTextIsATimeOfFourDigitsOrNone(@ForAll("texts") String text) {
        Instant time = Timestamps.parse(text);
        if (time != null) {
            assertThat(time.atOffset(ZoneOffset.UTC).getYear()).isBetween(1000, 9999);
        }
    }

    @Property
    void bothWaysOfWritingATimeAreTheSameTime(
            @ForAll @LongRange(min = -30_000_000_000L, max = 253_402_300_799L) long seconds) {
        Instant time = Instant.ofEpochSecond(seconds).truncatedTo(ChronoUnit.SECONDS);
        String zoneless = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                .withZone(ZoneOffset.UTC)
                .format(time);

        assertThat(Timestamps.parse(zoneless)).isEqualTo(time);
        assertThat(Timestamps.parse(time.toString())).isEqualTo(time);
    }

    @Property
    void whatHasTheFormOfATimeIsReadAsJavaReadsIt(@ForAll("digits") String text) {
        Instant read;
        try {
            read = LocalDateTime.parse(text.replace(' ', 'T').replace("Z", "")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            read = null;
        }

        assertThat(Timestamps.parse(text)).isEqualTo(read);
    }

    @Provide
    Arbitrary<String> digits() {
        return Combinators.combine(
                        Arbitraries.integers().between(1000, 9999),
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 32),
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.of("%d-%02d-%02d %02d:%02d:%02d", "%d-%02d-%02dT%02d:%02d:%02d.%03dZ"))
                .as((year, month, day, hour, minute, second, millis, form) ->
                        String.format(Locale.ROOT, form, year, month, day, hour, minute, second, millis));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings(),
                Arbitraries.strings().withChars("0123456789-+:TZ. ").ofMaxLength(40),
                Arbitraries.of("2026-05-22T13:17:32.110Z", "9999-12-31T23:59:59.999999999+18:00")
                        .map(date -> date.getBytes(StandardCharsets.US_ASCII))
                        .flatMap(date -> Arbitraries.randomValue(
                                random -> new String(AnyJson.damaged(date, random), StandardCharsets.ISO_8859_1))),
                Arbitraries.of(
                        "+999999999-12-31T23:59:59-18:00",
                        "-999999999-01-01T00:00:00+18:00",
                        "+999999999-12-31T23:59:59.9"));
    }
}
