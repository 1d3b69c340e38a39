package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SameKeyOnManyNodesTest extends ManyNodesTestSupport {

    private static final int KEYS = 10;
    private static final int TIMES = 3;

    @Test
    void manySubmitsOfAKeyAtOnceAreOnePostAndTheOthersGetTheSameQueuedJob() throws Exception {
        assertOnePostEach(submitAll(""), "QUEUED", "PROCESSING", "COMPLETED");
    }

    @Test
    void thoseThatAwaitAllGetTheEndOfTheOnePost() throws Exception {
        assertOnePostEach(submitAll("&awaitCompletion=true"), "COMPLETED");
    }

    private List<List<CompletableFuture<Exchange>>> submitAll(String options) {
        List<LocalNode> nodes = List.of(node(), node());
        List<List<CompletableFuture<Exchange>>> sent = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            List<CompletableFuture<Exchange>> same = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                for (LocalNode node : nodes) {
                    same.add(node.submit("key" + key, options));
                }
            }
            sent.add(same);
        }
        return sent;
    }

    private void assertOnePostEach(List<List<CompletableFuture<Exchange>>> sent, String... statuses) throws Exception {
        for (List<CompletableFuture<Exchange>> same : sent) {
            List<Exchange> exchanges = new ArrayList<>();
            for (CompletableFuture<Exchange> exchange : same) {
                exchanges.add(get(exchange));
            }
            assertThat(exchanges).allSatisfy(exchange -> {
                assertThat(exchange.getException()).isNull();
                assertThat(job(exchange).status()).isIn((Object[]) statuses);
            });
            assertThat(exchanges.stream()
                            .map(exchange -> job(exchange).requestId())
                            .distinct())
                    .hasSize(1);
            assertThat(exchanges.stream()
                            .filter(exchange -> Boolean.FALSE.equals(
                                    exchange.getMessage().getHeader(PixelForgeConstants.DUPLICATE))))
                    .as("the one that was sent")
                    .hasSize(1);
        }
        assertThat(sandbox.counters().submits()).isEqualTo(KEYS);
        assertThat(sandbox.ledger().charges()).isEqualTo(KEYS);
    }
}
