package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A job without a key is removed as soon as one node has emitted its end, perhaps before another has seen that. */
class AwaitedOnAnotherNodeTest extends ManyNodesTestSupport {

    private static final int JOBS = 20;

    @Override
    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder().queueTime(Duration.ofMillis(500)).processingTime(Duration.ofMillis(500));
    }

    @Test
    void aJobWithoutAKeyIsAwaitedHereThoughItsEndIsEmittedThere() throws Exception {
        LocalNode emitting = node().consume();
        LocalNode awaiting = node();
        List<String> requestIds = new ArrayList<>();
        List<CompletableFuture<Exchange>> awaited = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            Exchange submitted =
                    get(emitting.send("pixelforge:relight?prompt=Soft light", "https://example.com/photo.jpg"));
            requestIds.add(job(submitted).requestId());
            awaited.add(awaiting.send("pixelforge:await", job(submitted).requestId()));
        }

        for (int i = 0; i < JOBS; i++) {
            Exchange exchange = get(awaited.get(i));
            assertThat(exchange.getException()).isNull();
            assertThat(job(exchange).status()).isEqualTo("COMPLETED");
            assertThat(job(exchange).requestId()).isEqualTo(requestIds.get(i));
        }
        eventually().untilAsserted(() -> assertThat(emitting.emitted())
                .extracting(exchange -> job(exchange).requestId())
                .containsExactlyInAnyOrderElementsOf(requestIds));
    }
}
