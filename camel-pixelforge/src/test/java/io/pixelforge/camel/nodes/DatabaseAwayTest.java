package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database cannot be reached for longer than a lease, in the middle of everything. */
@Tag("crash")
class DatabaseAwayTest extends NodeTestSupport {

    private static final int KEYS = 60;

    private TcpProxy line;
    private String url;

    @Override
    protected TestDatabase database() {
        return TestDatabase.postgresql();
    }

    @Override
    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder()
                .queueTime(Duration.ofMillis(100), Duration.ofSeconds(1))
                .processingTime(Duration.ofMillis(100), Duration.ofSeconds(2));
    }

    @BeforeEach
    void layTheLine() throws IOException {
        URI direct = URI.create(database.url().substring("jdbc:".length()));
        line = new TcpProxy(direct.getPort());
        url = database.url().replace(":" + direct.getPort() + "/", ":" + line.port() + "/");
    }

    @AfterEach
    void removeTheLine() throws IOException {
        line.close();
    }

    @Test
    void nothingStopsForGoodNothingIsLostAndNothingIsPaidTwice() {
        sandbox.faults().on(CallKind.SUBMIT).always().play(Fault.delay(Duration.ofMillis(300)));
        NodeProcess node = start("database.url=" + url, "filesPerPoll=5").awaitStarted();
        List<String> keys = IntStream.range(0, KEYS).mapToObj(i -> "key" + i).toList();
        keys.subList(0, KEYS / 2).forEach(this::queue);
        eventually().until(() -> completions().size() >= 5);
        keys.subList(KEYS / 2, KEYS).forEach(this::queue);
        eventually().until(() -> sandbox.counters().submits() > KEYS / 2 + 5);

        line.cut();
        int atTheCut = completions().size();
        node.awaitLine("repository failed");
        eventually().until(() -> database.query("SELECT id FROM pixelforge_job WHERE lease_until > clock_timestamp()")
                .isEmpty());
        assertThat(completions().size())
                .as("an exchange in hand may end, no other is emitted")
                .isLessThanOrEqualTo(atTheCut + 1);
        line.mend();

        eventually().untilAsserted(() -> assertThat(completions().keySet()).containsAll(keys));
        eventually().untilAsserted(() -> assertThat(database.query(
                        "SELECT * FROM pixelforge_job WHERE delivery <> 'ACKNOWLEDGED' OR lease_owner IS NOT NULL"))
                .isEmpty());
        assertThat(doubts())
                .as("the answers that were there are kept until they can be written")
                .isEmpty();
        assertThat(waiting()).isEmpty();
        assertThat(database.query("SELECT id FROM pixelforge_job")).hasSize(KEYS);
        assertThat(sandbox.ledger().chargesByPrompt().values()).hasSize(KEYS).containsOnly(1L);
        assertThat(completions().values().stream().mapToInt(count -> count - 1).sum())
                .as("ends emitted again: the one in hand at the cut at most")
                .isLessThanOrEqualTo(1);
    }
}
