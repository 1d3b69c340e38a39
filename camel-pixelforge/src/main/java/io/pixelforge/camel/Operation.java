package io.pixelforge.camel;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** What a producer does with an exchange. */
interface Operation {

    /**
     * Begins it, without blocking for an answer of the gateway.
     *
     * @return ends with what the exchange is to carry
     */
    CompletableFuture<Outcome> process(Exchange exchange) throws Exception;
}
