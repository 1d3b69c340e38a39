package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.AnyJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-05-22T13:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "1 | PT1S",
                " 7 | PT7S",
                "1.5 | PT1.5S",
                "300 | PT5M",
                "301 | PT5M",
                "999999999999999999999999 | PT5M",
                "1.0E7 | PT5M",
                "0.1234567890123456789 | PT0.123S",
                "Fri, 22 May 2026 13:00:30 GMT | PT30S",
                "Fri, 22 May 2026 12:00:00 GMT | PT0S",
                "Fri, 22 May 2099 12:00:00 GMT | PT5M",
            })
    void saysHowLong(String text, Duration expected) {
        assertThat(RetryAfter.parse(text, CLOCK)).hasValue(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "-1", "soon", "1e9", "NaN", "1,5", "2026-05-22T13:00:30Z"})
    void saysNothingThatCanBeUsed(String text) {
        assertThat(RetryAfter.parse(text, CLOCK)).isEmpty();
    }

    @Property
    void anyTextGivesATimeWithinTheCapOrNone(@ForAll("texts") String text) {
        assertThat(RetryAfter.parse(text, CLOCK))
                .matches(delay -> delay.isEmpty()
                        || !delay.get().isNegative() && delay.get().compareTo(RetryAfter.CAP) <= 0);
    }

    @Property
    void anyNumberOfSecondsIsObeyedUpToTheCap(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long number, @ForAll("shifts") int shift) {
        long seconds = number >> shift;
        Duration capped = Duration.ofSeconds(Math.min(seconds, 300));

        for (Object written : List.of(seconds, (double) seconds, seconds + ".0", "000" + seconds)) {
            assertThat(RetryAfter.parse(written.toString(), CLOCK)).hasValue(capped);
        }
    }

    @Property
    void anyDateIsObeyedUpToTheCap(@ForAll @LongRange(min = -100_000, max = 100_000) long seconds) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                NOW.plusSeconds(seconds).atZone(ZoneOffset.UTC));

        assertThat(RetryAfter.parse(date, CLOCK)).hasValue(Duration.ofSeconds(Math.max(0, Math.min(seconds, 300))));
    }

    @Provide
    Arbitrary<Integer> shifts() {
        return Arbitraries.integers().between(0, 62);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings(),
                Arbitraries.strings().withChars("0123456789.,-+E ").ofMaxLength(500),
                Arbitraries.of("Fri, 22 May 2026 13:00:30 GMT", "Fri, 31 Dec 9999 23:59:59 +1800")
                        .map(date -> date.getBytes(StandardCharsets.US_ASCII))
                        .flatMap(date -> Arbitraries.randomValue(
                                random -> new String(AnyJson.damaged(date, random), StandardCharsets.ISO_8859_1))));
    }
}
