package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class MaxInFlightOnManyNodesTest extends ManyNodesTestSupport {

    private static final int NODES = 3;
    private static final int ALLOWED = 5;
    private static final int JOBS = 60;
    private static final Duration LIFE = Duration.ofMillis(300);
    private static final String COUNTS =
            "SELECT COUNT(*) AS open, COUNT(CASE WHEN state <> 'RESERVED' THEN 1 END) AS sent"
                    + " FROM pixelforge_job WHERE state IN ('RESERVED', 'SUBMITTING', 'QUEUED', 'PROCESSING')";

    @Override
    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder().queueTime(Duration.ZERO).processingTime(LIFE);
    }

    @Test
    void holdsForAllOfThemTogether() throws Exception {
        List<LocalNode> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(node().consume());
        }
        List<CompletableFuture<Exchange>> submits = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            submits.add(nodes.get(i % NODES).submit("key" + i, "&maxInFlight=" + ALLOWED));
        }

        get(submits.get(0)); // makes the table
        long mostOpen = 0;
        long mostSent = 0;
        try (HikariDataSource pool = database.pool(1);
                Connection connection = pool.getConnection();
                PreparedStatement counts = connection.prepareStatement(COUNTS)) {
            while (!submits.stream().allMatch(CompletableFuture::isDone)) {
                try (ResultSet row = counts.executeQuery()) {
                    row.next();
                    mostOpen = Math.max(mostOpen, row.getLong("open"));
                    mostSent = Math.max(mostSent, row.getLong("sent"));
                }
            }
        }

        for (CompletableFuture<Exchange> submit : submits) {
            assertThat(get(submit).getException()).isNull();
        }
        assertThat(sandbox.ledger().charges()).isEqualTo(JOBS);
        assertThat(mostAtTheGateway()).isBetween(2, ALLOWED);
        assertThat(mostSent).isBetween(2L, (long) ALLOWED);
        assertThat(mostOpen)
                .as("each node may hold one place that it gives back")
                .isLessThan(ALLOWED + NODES);
        eventually()
                .until(() ->
                        nodes.stream().mapToInt(node -> node.emitted().size()).sum() == JOBS);
    }

    private int mostAtTheGateway() {
        List<Instant> begun =
                sandbox.ledger().entries().stream().map(LedgerEntry::at).toList();
        return begun.stream()
                .mapToInt(start -> (int) begun.stream()
                        .filter(at -> !at.isAfter(start) && at.plus(LIFE).isAfter(start))
                        .count())
                .max()
                .orElse(0);
    }
}
