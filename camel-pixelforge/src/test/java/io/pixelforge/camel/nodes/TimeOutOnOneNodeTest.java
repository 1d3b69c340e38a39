package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class TimeOutOnOneNodeTest extends ManyNodesTestSupport {

    @Override
    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder().queueTime(Duration.ofMillis(500)).processingTime(Duration.ofMillis(1500));
    }

    @Test
    void anotherNodeAwaitsTheRequestAndAConsumerEmitsItsEnd() throws Exception {
        LocalNode first = node();
        LocalNode other = node().consume();

        Exchange timedOut = get(first.submit("order-1", "&awaitCompletion=true&completionTimeout=300"));

        assertThat(timedOut.getException())
                .isInstanceOfSatisfying(CompletionTimeoutException.class, e -> assertThat(e.getRequestId())
                        .isNotNull());
        String requestId = ((CompletionTimeoutException) timedOut.getException()).getRequestId();
        Exchange awaited = get(other.send("pixelforge:await", requestId));
        assertThat(awaited.getException()).isNull();
        assertThat(job(awaited).status()).isEqualTo("COMPLETED");
        assertThat(job(awaited).requestId()).isEqualTo(requestId);
        assertThat(job(awaited).idempotentKey()).isEqualTo("order-1");
        eventually().untilAsserted(() -> assertThat(other.emittedKeys()).containsExactly("order-1"));
        assertThat(sandbox.ledger().charges()).isEqualTo(1);
    }
}
