package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.gateway.Status;
import io.pixelforge.docs.Page;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The SQL of docs/promises.md and docs/operating.md, as it stands there. */
class DocumentedSqlTest {

    private static final Duration LEASE = Duration.ofSeconds(90);

    @Test
    void doesOnH2WhatItSays() throws IOException {
        check(TestDatabase.h2InMemory(), sql -> sql);
    }

    @Test
    void doesOnPostgreSqlWhatItSays() throws IOException {
        check(TestDatabase.postgresql(), sql -> sql);
    }

    @Test
    void doesOnMariaDbWhatItSays() throws IOException {
        check(TestDatabase.mariadb(), sql -> sql.replace("CURRENT_TIMESTAMP", "UTC_TIMESTAMP(3)"));
    }

    private static void check(TestDatabase database, UnaryOperator<String> dialect) throws IOException {
        try (HikariDataSource pool = database.pool(2)) {
            JobRepository repository = NodeRepository.of(pool, Clock.systemUTC());
            Job again = parked(repository, "again");
            Job dropped = parked(repository, "dropped");
            Job refused = unknown(repository, "refused");
            Job accepted = unknown(repository, "accepted");
            Job withoutKey = unknown(repository, null);
            Job inHand = repository
                    .claim(unknown(repository, "in hand").id(), "node", LEASE)
                    .orElseThrow();
            assertThat(database.query(sql("undecided"))).hasSize(6);
            assertThat(database.query(sql("operating.md", "pending"))).isEmpty();

            assertThat(database.update(dialect.apply(sql("emitAgain").replace("ID", again.id()))))
                    .isEqualTo(1);
            assertThat(database.update(dialect.apply(sql("drop").replace("ID", dropped.id()))))
                    .isEqualTo(1);
            assertThat(database.update(dialect.apply(sql("declareNotAccepted").replace("ID", refused.id()))))
                    .isEqualTo(1);
            assertThat(database.update(dialect.apply(sql("declareAccepted")
                            .replace("REQUEST", "request-1")
                            .replace("ID", accepted.id()))))
                    .isEqualTo(1);
            assertThat(database.update(dialect.apply(sql("declareAccepted")
                            .replace("REQUEST", "request-2")
                            .replace("ID", withoutKey.id()))))
                    .isEqualTo(1);
            assertThat(database.update(dialect.apply(sql("declareNotAccepted").replace("ID", inHand.id()))))
                    .isZero();

            assertThat(database.query(sql("operating.md", "pending"))).hasSize(2);
            assertThat(repository.claimDue(Work.DELIVER, List.of(SCOPE), "me", LEASE, 10))
                    .extracting(Job::id)
                    .containsExactly(again.id());
            assertThat(repository.claimDue(Work.ASK, List.of(SCOPE), "me", LEASE, 10))
                    .extracting(Job::id, Job::requestId, Job::delivery)
                    .containsExactlyInAnyOrder(
                            tuple(accepted.id(), "request-1", Delivery.WAITER),
                            tuple(withoutKey.id(), "request-2", Delivery.CONSUMER));
            assertThat(repository.removeExpired()).isEqualTo(1);
            assertThat(repository.find(dropped.id())).isEmpty();
            assertThat(repository.find(refused.id())).isEmpty();
            assertThat(repository.findUndecided(10)).extracting(Job::id).containsExactly(inHand.id());
        }
    }

    private static Job parked(JobRepository repository, String key) {
        Job reserved = reserve(repository, key);
        Job ended = TestJobs.ended(
                TestJobs.queued(reserved, "request-" + key, Instant.now()), Status.COMPLETED, Instant.now());
        repository.release(
                ended.change().delivery(Delivery.PARKED).deliveries(3).done());
        return ended;
    }

    private static Job unknown(JobRepository repository, String key) {
        Job unknown = reserve(repository, key)
                .change()
                .delivery(Delivery.WAITER)
                .state(JobState.UNKNOWN)
                .error("the line was cut")
                .done();
        repository.release(unknown);
        return unknown;
    }

    private static Job reserve(JobRepository repository, String key) {
        return repository.reserve(TestJobs.reserved(SCOPE, key, Instant.now()), "me", LEASE);
    }

    private static String sql(String name) throws IOException {
        return sql("promises.md", name);
    }

    private static String sql(String page, String name) throws IOException {
        String title = "-- " + name + "\n";
        return Page.of("docs/" + page)
                .blocks()
                .map(Page.Block::text)
                .filter(text -> text.startsWith(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block of SQL is named " + name))
                .substring(title.length())
                .replaceFirst(";\\s*$", "");
    }
}
