package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderJsonTest {

    static List<Object> values() {
        return List.of(
                "\u00e4 \"quoted\"\n",
                false,
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Float.MIN_VALUE,
                Double.NaN,
                BigInteger.TWO.pow(100),
                new BigDecimal("1.10"),
                Instant.MAX,
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.MAX,
                OffsetDateTime.MIN,
                ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Vienna]"),
                new Date(-1),
                new byte[] {0, -1, 127});
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsKnownComesBackAsItWas(Object value) {
        assertThat(HeaderJson.knows(value)).isTrue();
        Map<String, Object> read = HeaderJson.read(HeaderJson.write(Map.of("a.b/c", value)));
        assertThat(read).containsOnlyKeys("a.b/c");
        assertThat(read.get("a.b/c")).isEqualTo(value);
    }

    @Test
    void aSubclassIsNotKnownSinceItWouldComeBackAsSomethingElse() {
        assertThat(HeaderJson.knows(new Timestamp(1))).isFalse();
        assertThat(HeaderJson.knows(null)).isFalse();
    }
}
