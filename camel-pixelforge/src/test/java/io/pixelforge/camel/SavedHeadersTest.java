package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedHeadersTest {

    private static final String NAME = "orderId";

    static List<Object> scalars() {
        return List.of(
                "text",
                "",
                true,
                (byte) 1,
                (short) 2,
                3,
                4L,
                5f,
                6d,
                BigInteger.TEN,
                new BigDecimal("1.10"),
                Instant.EPOCH,
                LocalDate.EPOCH,
                LocalTime.NOON,
                LocalDateTime.MIN,
                OffsetDateTime.MAX,
                ZonedDateTime.parse("2026-05-22T13:00:00+02:00[Europe/Vienna]"),
                new Date(7),
                new byte[4096]);
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void textNumbersBooleansTimesAndSmallByteArraysAreSaved(Object value) {
        assertThat(saved("scalars", NAME, value)).isEqualTo(Map.of(NAME, value));
    }

    static List<Object> others() {
        return List.of(
                List.of("text"),
                Map.of(),
                new AtomicInteger(1),
                Year.of(2026),
                new Timestamp(8),
                new byte[4097],
                new StringBuilder());
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatSomeRepositoryCouldNotGiveBackAsItWasIsNotSaved(Object value) {
        assertThat(saved("scalars", NAME, value)).isEmpty();
        assertThat(saved(NAME, NAME, value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelPixelForgeStatus",
                "camelpixelforgeprompt",
                "Authorization",
                "AUTHORIZATION",
                "Proxy-Authorization",
                "Cookie",
                "Set-Cookie",
                "Ocp-Apim-Subscription-Key",
                "x/api-key",
                "X-Amz-Security-Token",
                "my/tokens",
                "Content-Type",
                "content-length"
            })
    void secretsAndWhatWeSetOurselvesAreNeverSavedWhateverTheOptionSays(String name) {
        assertThat(saved("scalars", name, "value")).isEmpty();
        assertThat(saved("*", name, "value")).isEmpty();
        assertThat(saved(name, name, "value")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kafka.OFFSET", "trace/parent", "key", "X-Keyboard", "My-Content-Type", "CamelFileName", "a\nb"})
    void namesOfAnyKindAreSavedByDefault(String name) {
        assertThat(saved("scalars", name, "value")).containsOnlyKeys(name);
    }

    @Test
    void noneSavesNothing() {
        assertThat(saved("none", NAME, "value")).isEmpty();
    }

    @Test
    void namesAndWildcardsChooseWhateverTheirCase() {
        SavedHeaders chosen = new SavedHeaders(" orderId , kafka.*,*/parent");

        assertThat(chosen.of(Map.of("ORDERID", 1, "kafka.KEY", 2, "kafkaKEY", 3, "trace/parent", 4, "orderIds", 5)))
                .containsOnlyKeys("ORDERID", "kafka.KEY", "trace/parent");
    }

    private static Map<String, Object> saved(String option, String name, Object value) {
        return new SavedHeaders(option).of(Map.of(name, value));
    }
}
