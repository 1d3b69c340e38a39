package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.nodes.LocalNode;
import io.pixelforge.camel.nodes.ManyNodesTestSupport;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes behind one address, which leads each callback to the node that has not submitted. */
class CallbackToAnotherNodeTest extends ManyNodesTestSupport {

    @RegisterExtension
    static final AvailablePortFinder.Port FIRST = AvailablePortFinder.find();

    @RegisterExtension
    static final AvailablePortFinder.Port SECOND = AvailablePortFinder.find();

    @Test
    void anExchangeThatAwaitsThereGoesOn() throws Exception {
        LocalNode submitting = node(FIRST);
        LocalNode calledBack = node(SECOND);
        calledBack.submit("other", "");

        CompletableFuture<Exchange> sent = submitting.submit("key", "&awaitCompletion=true");

        Exchange exchange = get(sent);
        assertThat(exchange.getException()).isNull();
        assertThat(job(exchange).status()).isEqualTo("COMPLETED");
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.DETECTED_BY))
                .isEqualTo("webhook");
    }

    @Test
    void theEndIsEmittedByEither() throws Exception {
        LocalNode submitting = node(FIRST).consume();
        LocalNode calledBack = node(SECOND).consume();

        get(submitting.submit("key", ""));

        eventually()
                .until(() -> submitting.emitted().size() + calledBack.emitted().size() == 1);
        assertThat(sandbox.counters().callbacksTaken()).isEqualTo(1);
        assertThat(sandbox.counters().statusCalls()).isEqualTo(1);
    }

    /** All are given the address of the second one. */
    private LocalNode node(AvailablePortFinder.Port port) {
        return node(Clock.systemUTC(), port.getPort(), configuration -> {
            configuration.setWebhookExternalUrl("http://127.0.0.1:" + SECOND.getPort());
            configuration.setWebhookFallbackInterval(600_000);
        });
    }
}
