package io.pixelforge.examples.kafkarelight;

import static io.pixelforge.examples.kafkarelight.Bench.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many jobs as are allowed are pending, for longer than Kafka waits for a consumer that does not poll. */
class FullQueueTest {

    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(3);
    private static final Duration JOB = Duration.ofHours(1);
    private static final int ALLOWED = 2;
    private static final int RECORDS = 12;

    @TempDir
    Path directory;

    /** The gateway's time, which stands still until it is put forward. */
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.start(directory, SandboxOptions.builder().clock(clock()).processingTime(JOB));
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void theConsumerStaysInItsGroupAndGoesOnWhenThereIsRoom() {
        bench.node(Map.of(
                "relight.maxInFlight", "" + ALLOWED,
                "camel.component.kafka.maxPollIntervalMs", "" + MAX_POLL_INTERVAL.toMillis()));
        Map<String, String> photos = photos();
        bench.send(photos);
        eventually().until(() -> bench.sandbox().ledger().charges() == ALLOWED);
        Map<String, Integer> members = bench.members();
        assertThat(members).hasSize(1);

        await().pollInSameThread()
                .during(MAX_POLL_INTERVAL.multipliedBy(2))
                .atMost(MAX_POLL_INTERVAL.multipliedBy(3))
                .until(bench::members, members::equals);

        assertThat(bench.sandbox().ledger().charges()).isEqualTo(ALLOWED);
        letJobsEndUntilAllAreRelit(photos);
        assertThat(bench.members()).isEqualTo(members);
    }

    @Test
    void whatComesFromAnotherNodeMeanwhileIsNotPassedOver() {
        int allowed = RECORDS / 3;
        Map<String, String> properties = Map.of(
                "relight.maxInFlight",
                "" + allowed,
                "relight.pause",
                "2s",
                "camel.component.kafka.partitionAssignor",
                CooperativeStickyAssignor.class.getName());
        Main leaving = bench.node(properties);
        bench.node(properties);
        eventually().until(() -> bench.members().values().stream().toList(), List.of(2, 2)::equals);
        Map<String, String> photos = photos();
        bench.send(photos);
        eventually().until(() -> bench.sandbox().ledger().charges() == allowed);

        bench.stop(leaving);

        eventually().until(() -> bench.members().values().stream().toList(), List.of(4)::equals);
        letJobsEndUntilAllAreRelit(photos);
    }

    private static Map<String, String> photos() {
        Map<String, String> photos = new TreeMap<>();
        IntStream.range(0, RECORDS).forEach(i -> photos.put("photo-" + i, Bench.photo("photo-" + i, "Soft light")));
        return photos;
    }

    private void letJobsEndUntilAllAreRelit(Map<String, String> photos) {
        eventually().untilAsserted(() -> {
            now.updateAndGet(time -> time.plus(JOB.plus(JOB)));
            assertThat(bench.keys("relit").keySet()).isEqualTo(photos.keySet());
        });
        eventually().until(() -> bench.behind(Bench.GROUP) == 0);
        assertThat(bench.records("relit")).hasSize(RECORDS);
        assertThat(bench.sandbox().ledger().charges()).isEqualTo(RECORDS);
        assertThat(bench.records("relit-failed")).isEmpty();
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }
}
