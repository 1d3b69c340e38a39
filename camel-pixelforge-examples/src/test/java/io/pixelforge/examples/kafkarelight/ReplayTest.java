package io.pixelforge.examples.kafkarelight;

import static io.pixelforge.examples.kafkarelight.Bench.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic is read from its beginning a second time, by another group. */
class ReplayTest {

    private static final int RECORDS = 40;

    @TempDir
    Path directory;

    @Test
    void nothingIsPaidOrRelitAgain() throws Exception {
        Map<String, String> photos = new TreeMap<>();
        IntStream.range(0, RECORDS).forEach(i -> photos.put("photo-" + i, Bench.photo("photo-" + i, "Soft light")));
        try (Bench bench = Bench.start(directory, SandboxOptions.builder())) {
            Main node = bench.node(Map.of());
            bench.send(photos);
            eventually().until(() -> bench.keys("relit").size() == RECORDS);
            eventually().until(() -> bench.behind(Bench.GROUP) == 0);
            bench.stop(node);

            bench.node(Map.of("relight.group", "replay"));

            eventually().until(() -> bench.behind("replay") == 0);
            bench.send("new", Bench.photo("new", "Soft light"));
            bench.arrives("relit", "new");
            assertThat(bench.sandbox().ledger().entries()).hasSize(RECORDS + 1);
            assertThat(bench.records("relit")).hasSize(RECORDS + 1);
            assertThat(bench.records("relit-failed")).isEmpty();
        }
    }
}
