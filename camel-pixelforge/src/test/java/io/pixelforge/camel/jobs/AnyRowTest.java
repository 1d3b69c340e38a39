package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.AnyJson;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Status;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Rows of a database that somebody else can write to, and what is written to them here. */
class AnyRowTest {

    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final SettableClock CLOCK = new SettableClock();
    private static final HikariDataSource POOL = TestDatabase.h2InMemory().pool(2);
    private static final JobRepository REPOSITORY =
            NodeRepository.of(new DatabaseWithClock(POOL, CLOCK).dataSource(), CLOCK);
    private static final String OPTIONS = RowJson.writeOptions(TestJobs.OPTIONS);
    private static final String HEADERS = HeaderJson.write(Map.of("orderId", 42, "when", CLOCK.instant()));
    private static final String URLS = "[\"https://a.example/1.png\"]";
    private static final List<String> COLUMNS = List.of("options", "headers", "media_urls", "image_urls", "state");
    private static final Job JOB = pending();

    @AfterContainer
    static void closeConnections() {
        POOL.close();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void ofAnyContentIsAJobOrSaidToBeUnreadable(
            @ForAll("columns") String column, @ForAll("contents") AnyJson.Body content) throws SQLException {
        String right = update(column, new String(content.bytes(), StandardCharsets.UTF_8));
        try {
            Throwable failure = catchThrowable(() -> REPOSITORY.find(JOB.id()));

            assertThat(failure == null || failure instanceof JobRepositoryException)
                    .as("%s", failure)
                    .isTrue();
            CLOCK.advance(LEASE.plusSeconds(1));
            assertThat(REPOSITORY.claimDue(Work.ASK, List.of(TestJobs.SCOPE), "me", LEASE, 5))
                    .hasSizeLessThanOrEqualTo(1);
        } finally {
            update(column, right);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void headersComeBackAsTheyWere(@ForAll("headers") Map<String, Object> headers) {
        Map<String, Object> read = HeaderJson.read(HeaderJson.write(headers));

        assertThat(read).hasSameSizeAs(headers);
        headers.forEach((name, value) ->
                assertThat(Objects.deepEquals(read.get(name), value)).as(name).isTrue());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatTheServiceSaysComesBackAsItWas(@ForAll("texts") String text) {
        String said = text.replace("\0", "");
        JobStatus answer = new JobStatus(
                JOB.requestId(), Status.PROCESSING, text, text, List.of(said, text), text, Instant.EPOCH, null, null);
        CLOCK.advance(LEASE.plusSeconds(1));
        Job claimed = REPOSITORY
                .claimDue(Work.ASK, List.of(TestJobs.SCOPE), "me", LEASE, 5)
                .get(0);

        assertThat(REPOSITORY.release(claimed.change().answer(answer).done())).isTrue();

        assertThat(REPOSITORY.find(JOB.id()).orElseThrow().answer())
                .isEqualTo(new JobStatus(
                        JOB.requestId(),
                        Status.PROCESSING,
                        said,
                        said,
                        List.of(said, text),
                        said,
                        Instant.EPOCH,
                        null,
                        null));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void keysAreOneOnlyIfAllPartsAreTheSame(@ForAll("parts") List<String> parts, @ForAll("parts") List<String> others) {
        assertThat(heldKey(parts).equals(heldKey(others))).isEqualTo(parts.equals(others));
    }

    @Example
    void aHeaderOfAnyLengthComesBack() {
        String name = "n".repeat(60_000);
        String value = "v".repeat(20_000_001);

        assertThat(HeaderJson.read(HeaderJson.write(Map.of(name, value)))).isEqualTo(Map.of(name, value));
    }

    private static String heldKey(List<String> parts) {
        return JobRows.heldKey(new Scope(parts.get(0), parts.get(1)), parts.get(2), parts.get(3));
    }

    private static Job pending() {
        Job held = REPOSITORY.reserve(TestJobs.reserved(TestJobs.SCOPE, "key", CLOCK.instant()), "me", LEASE);
        Job job = TestJobs.queued(held, "id-1", CLOCK.instant())
                .change()
                .state(JobState.PROCESSING)
                .done();
        assertThat(REPOSITORY.release(job)).isTrue();
        return job;
    }

    /** @return what should be there */
    private static String update(String column, String content) throws SQLException {
        try (Connection connection = POOL.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE pixelforge_job SET " + column
                        + " = ?, due_at = ?, claim_at = ?, lease_until = null, lease_owner = null")) {
            update.setString(
                    1, column.equals("state") ? content.substring(0, Math.min(16, content.length())) : content);
            update.setObject(2, CLOCK.instant().atOffset(ZoneOffset.UTC));
            update.setObject(3, CLOCK.instant().atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
        return switch (column) {
            case "options" -> OPTIONS;
            case "headers" -> HEADERS;
            case "state" -> "PROCESSING";
            default -> URLS;
        };
    }

    @Provide
    Arbitrary<String> columns() {
        return Arbitraries.of(COLUMNS);
    }

    @Provide
    Arbitrary<AnyJson.Body> contents() {
        return AnyJson.near(OPTIONS, HEADERS, URLS);
    }

    @Provide
    Arbitrary<Map<String, Object>> headers() {
        return Arbitraries.randomValue(random -> {
            Map<String, Object> headers = new HashMap<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                headers.put(text(random), value(random));
            }
            return headers;
        });
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.randomValue(AnyRowTest::text);
    }

    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries.of("", "a", "b", "ab", "1:a", ":").list().ofSize(4);
    }

    private static Object value(Random random) {
        byte[] bytes = new byte[random.nextInt(20) + 1];
        random.nextBytes(bytes);
        return switch (random.nextInt(9)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> Float.intBitsToFloat(random.nextInt());
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> new BigInteger(bytes);
            case 5 -> new BigDecimal(new BigInteger(bytes), random.nextInt());
            case 6 -> bytes;
            case 7 -> new Date(random.nextLong());
            default -> text(random);
        };
    }

    /** Any characters, but whole ones. */
    private static String text(Random random) {
        int[] characters = random.ints(random.nextInt(20), 0, 0x2_0000)
                .map(c -> random.nextBoolean() ? c % 128 : c)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .toArray();
        return new String(characters, 0, characters.length);
    }
}
