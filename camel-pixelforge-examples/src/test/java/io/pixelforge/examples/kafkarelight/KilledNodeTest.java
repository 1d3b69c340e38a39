package io.pixelforge.examples.kafkarelight;

import static io.pixelforge.examples.kafkarelight.Bench.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in one consumer group on one PostgreSQL, of which one is killed half-way. */
@Tag("crash")
class KilledNodeTest {

    private static final int RECORDS = 500;

    @TempDir
    Path directory;

    @Test
    void everyRecordIsPaidAndRelitOnceThoughANodeIsKilledHalfWay() throws Exception {
        SandboxOptions.Builder gateway = SandboxOptions.builder()
                .queueTime(Duration.ofMillis(200))
                .processingTime(Duration.ofMillis(500))
                .latency(Duration.ofMillis(20));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                HikariDataSource pool = pool(postgres);
                Bench bench = Bench.start(
                        directory, gateway, new Settings.Database(pool.getJdbcUrl(), pool.getUsername(), ""));
                NodeProcess first = NodeProcess.start("killed", bench.settings());
                NodeProcess second = NodeProcess.start("survivor", bench.settings())) {
            first.awaitStarted();
            second.awaitStarted();
            eventually().until(() -> bench.members().values().stream().toList(), List.of(2, 2)::equals);
            Map<String, String> photos = photos();
            bench.send(photos);
            eventually().until(() -> bench.keys("relit").size() >= RECORDS / 2);

            first.kill();

            int killedAt = bench.keys("relit").size();
            assertThat(bench.behind(Bench.GROUP))
                    .as("records to be submitted still")
                    .isPositive();
            eventually().untilAsserted(() -> assertThat(ids(bench)).containsAll(photos.keySet()));
            int inDoubt = decide(bench, photos, new JobDecisions(new JdbcJobRepository(pool)));
            eventually().untilAsserted(() -> assertThat(bench.keys("relit").keySet())
                    .isEqualTo(photos.keySet()));
            eventually().until(() -> bench.behind(Bench.GROUP) == 0);
            eventually()
                    .untilAsserted(() -> assertThat(states(pool)).isEqualTo(Map.of("COMPLETED ACKNOWLEDGED", RECORDS)));
            long again = bench.records("relit").size() - RECORDS;
            System.out.printf(
                    "%s: killed after %d of %d were relit; %d in doubt, %d relit records again%n",
                    getClass().getSimpleName(), killedAt, RECORDS, inDoubt, again);
            assertThat(bench.sandbox().ledger().entries()).hasSize(RECORDS);
            assertThat(bench.sandbox().ledger().chargesByPrompt()).hasSize(RECORDS);
            assertThat(bench.sandbox().violations()).isEmpty();
            assertThat(again).as("of the one that was in hand").isLessThanOrEqualTo(1);
            assertThat(inDoubt).as("the submit that was in hand").isLessThanOrEqualTo(1);
        }
    }

    private static Map<String, String> photos() {
        Map<String, String> photos = new TreeMap<>();
        IntStream.range(0, RECORDS)
                .forEach(i -> photos.put("photo-" + i, Bench.photo("photo-" + i, light("photo-" + i))));
        return photos;
    }

    private static String light(String id) {
        return "The light of " + id;
    }

    private static Set<String> ids(Bench bench) {
        Set<String> ids = new HashSet<>(bench.keys("relit").keySet());
        ids.addAll(bench.keys("relit-failed").keySet());
        return ids;
    }

    /** Does what an operator does about a submit that was killed between its POST and the answer. */
    private static int decide(Bench bench, Map<String, String> photos, JobDecisions decisions) {
        List<Job> undecided = decisions.undecided(10);
        for (Job job : undecided) {
            String id = job.spec().key();
            Optional<LedgerEntry> accepted = bench.sandbox().ledger().entries().stream()
                    .filter(entry -> entry.prompt().equals(light(id)))
                    .findFirst();
            if (accepted.isPresent()) {
                decisions.declareAccepted(job.id(), accepted.get().id());
            } else {
                decisions.declareNotAccepted(job.id());
                bench.send(id, photos.get(id));
            }
        }
        return undecided.size();
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(2);
        return pool;
    }

    private static Map<String, Integer> states(HikariDataSource pool) throws SQLException {
        Map<String, Integer> states = new TreeMap<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT state, delivery FROM pixelforge_job")) {
            while (rows.next()) {
                states.merge(rows.getString(1) + " " + rows.getString(2), 1, Integer::sum);
            }
        }
        return states;
    }
}
