package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a claim costs must not depend on how many jobs are pending. */
class ClaimPlanTest {

    private static final Scope SCOPE = new Scope("default", "https://gateway.pixazo.ai:443");
    private static final int FEW = 100;
    private static final int MANY = 100_000;
    private static final int CLAIMED = 50;
    private static final String COLUMNS =
            "INSERT INTO pixelforge_job (id, job_group, origin, operation, idempotent_key,"
                    + " held_key, fingerprint, state, delivery, request_id, image_urls, media_urls, headers, options,"
                    + " slowdown, deliveries, created_at, submitted_at, due_at, lease_number, work, claim_at) ";
    private static final String ROWS = "SELECT 'id' || n, 'default', 'https://gateway.pixazo.ai:443', 'relight',"
            + " 'key' || n, 'held' || n, 'input', 'QUEUED', 'CONSUMER', 'request-' || n, '[]', '[]', '{}',"
            + " '{\"initialPollDelay\":1,\"pollInterval\":1,\"maxPollInterval\":1,\"completionTimeout\":1,"
            + "\"retention\":1,\"numImages\":1}', 0, 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, ";

    @Test
    void onPostgreSqlItWalksTheIndex() throws SQLException {
        check(
                TestDatabase.postgresql(),
                Dialect.POSTGRESQL,
                "CURRENT_TIMESTAMP - n * interval '1 ms', 0, 'ASK', CURRENT_TIMESTAMP - n * interval '1 ms'"
                        + " FROM generate_series(%d, %d) AS n",
                "ANALYZE pixelforge_job",
                "Index Scan using pixelforge_job_claim",
                "Sort");
    }

    @Test
    void onH2ItWalksTheIndex() throws SQLException {
        check(
                TestDatabase.h2InMemory(),
                Dialect.H2,
                "DATEADD(MILLISECOND, -n, CURRENT_TIMESTAMP), 0, 'ASK', DATEADD(MILLISECOND, -n, CURRENT_TIMESTAMP)"
                        + " FROM (SELECT X AS n FROM SYSTEM_RANGE(%d, %d))",
                "ANALYZE",
                "index sorted",
                "tableScan");
    }

    private static void check(
            TestDatabase database, Dialect dialect, String series, String analyze, String index, String not)
            throws SQLException {
        try (HikariDataSource pool = database.pool(2)) {
            JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
            repository.find("nothing");
            insert(pool, COLUMNS + ROWS + String.format(series, 1, FEW), analyze);
            long few = claim(repository);
            insert(pool, COLUMNS + ROWS + String.format(series, FEW + 1, MANY), analyze);
            String plan = plan(pool, dialect);
            long many = claim(repository);
            System.out.printf(
                    "ClaimPlanTest: %s: a claim of %d of %d pending jobs takes %d us, of %d pending %d us (x %.2f)%n",
                    pool.getJdbcUrl().split(":")[1], CLAIMED, FEW, few / 1000, MANY, many / 1000, (double) many / few);
            assertThat(plan).contains(index).doesNotContain(not);
        }
    }

    private static void insert(HikariDataSource pool, String rows, String analyze) throws SQLException {
        TestDatabase.execute(pool.getConnection(), rows);
        TestDatabase.execute(pool.getConnection(), analyze);
    }

    /** The best of some: each takes the jobs, and gives them back as they were. */
    private static long claim(JobRepository repository) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            List<Job> jobs = repository.claimDue(Work.ASK, List.of(SCOPE), "me", Duration.ofSeconds(90), CLAIMED);
            best = Math.min(best, System.nanoTime() - start);
            assertThat(jobs).hasSize(CLAIMED);
            jobs.forEach(repository::release);
        }
        return best;
    }

    private static String plan(HikariDataSource pool, Dialect dialect) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("EXPLAIN " + JdbcJobRepository.due(dialect, CLAIMED))) {
            statement.setObject(1, SCOPE.group());
            statement.setObject(2, SCOPE.origin());
            statement.setObject(3, Work.ASK.name());
            statement.setObject(4, Instant.now().atOffset(ZoneOffset.UTC));
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
