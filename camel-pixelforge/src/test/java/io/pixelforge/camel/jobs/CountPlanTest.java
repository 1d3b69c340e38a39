package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it costs to count the jobs of a group must not depend on how many have ended and were taken. */
class CountPlanTest {

    private static final int OPEN = 50;
    private static final int ENDED = 100_000;
    private static final String ROWS =
            "INSERT INTO pixelforge_job (id, job_group, origin, operation, fingerprint, state,"
                    + " delivery, image_urls, media_urls, headers, options, slowdown, deliveries, created_at, due_at,"
                    + " lease_number, claim_at) SELECT CONCAT('%1$s', n), 'default', 'https://gateway.pixazo.ai:443', 'relight',"
                    + " 'input', '%1$s', '%2$s', '[]', '[]', '{}', '{}', 0, 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0,"
                    + " CURRENT_TIMESTAMP FROM ";

    @Test
    void onPostgreSqlItWalksTheIndexOfStates() throws SQLException {
        check(
                TestDatabase.postgresql(),
                "generate_series(1, %d) AS n",
                "ANALYZE pixelforge_job",
                "using pixelforge_job_state",
                "using pixelforge_job_state",
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    @Test
    void onH2ItWalksTheIndexOfStates() throws SQLException {
        check(
                TestDatabase.h2InMemory(),
                "(SELECT X AS n FROM SYSTEM_RANGE(1, %d)) AS s",
                "ANALYZE",
                "PIXELFORGE_JOB_STATE: JOB_GROUP = ?5 AND STATE = 'QUEUED'",
                "PIXELFORGE_JOB_STATE: DELIVERY >= 'CONSUMER' AND JOB_GROUP = ?4 AND STATE = 'QUEUED'",
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    @Test
    void onMariaDbItWalksTheIndexOfStates() throws SQLException {
        check(
                TestDatabase.mariadb(),
                "(SELECT seq AS n FROM seq_1_to_%d) AS s",
                "ANALYZE TABLE pixelforge_job",
                "pixelforge_job_state",
                "pixelforge_job_state",
                LocalDateTime.now(ZoneOffset.UTC));
    }

    private static void check(
            TestDatabase database, String numbers, String analyze, String indexOfOpen, String indexByState, Object now)
            throws SQLException {
        try (HikariDataSource pool = database.pool(2)) {
            JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
            repository.find("nothing");
            TestDatabase.execute(
                    pool.getConnection(), String.format(ROWS, "QUEUED", "CONSUMER") + String.format(numbers, OPEN));
            long few = best(() -> countOpen(repository));
            long fewByState = best(() -> countByState(repository));
            TestDatabase.execute(
                    pool.getConnection(),
                    String.format(ROWS, "COMPLETED", "ACKNOWLEDGED") + String.format(numbers, ENDED));
            TestDatabase.execute(pool.getConnection(), analyze);
            long many = best(() -> countOpen(repository));
            long manyByState = best(() -> countByState(repository));
            System.out.printf(
                    "CountPlanTest: %s: to count %d open jobs takes %d us, beside %d ended ones %d us;"
                            + " by state and delivery %d us and %d us%n",
                    pool.getJdbcUrl().split(":")[1],
                    OPEN,
                    few / 1000,
                    ENDED,
                    many / 1000,
                    fewByState / 1000,
                    manyByState / 1000);
            assertThat(plan(
                            pool,
                            JdbcJobRepository.COUNT_OPEN,
                            List.of("default", now, "default", now, "default", "default")))
                    .containsIgnoringCase(indexOfOpen)
                    .doesNotContain("Seq Scan");
            assertThat(plan(pool, JdbcJobRepository.COUNT, Collections.nCopies(9, "default")))
                    .containsIgnoringCase(indexByState)
                    .doesNotContain("Seq Scan");
        }
    }

    private static void countOpen(JobRepository repository) {
        assertThat(repository.countOpen("default")).isEqualTo(OPEN);
    }

    private static void countByState(JobRepository repository) {
        assertThat(repository.count("default").entries()).singleElement().satisfies(entry -> assertThat(entry.jobs())
                .isEqualTo(OPEN));
    }

    /** The best of some. */
    private static long best(Runnable count) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            count.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static String plan(HikariDataSource pool, String sql, List<Object> parameters) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery()) {
                int columns = lines.getMetaData().getColumnCount();
                while (lines.next()) {
                    for (int i = 1; i <= columns; i++) {
                        plan.append(lines.getString(i)).append(' ');
                    }
                    plan.append(' ');
                }
            }
            return plan.toString().replaceAll("\\s+", " ");
        }
    }
}
