package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ManyAwaitingExchangesTest extends PixelForgeTestSupport {

    private static final int MANY = 500;

    @Test
    void waitWithFewThreadsAndAllComeBack() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(503));
        Sent sent = send("pixelforge:relight?prompt=Soft light&awaitCompletion=true&jobGroup=many", MANY);
        await().until(() -> GATEWAY.sandbox().ledger().charges() == MANY);
        await().until(() -> GATEWAY.sandbox().counters().statusCalls() > 0);

        assertThat(camelThreads()).isLessThan(60);
        assertThat(sent.left.getCount()).isEqualTo(MANY);

        GATEWAY.sandbox().faults().clear();
        sent.left.await();
        assertThat(sent.exchanges).allSatisfy(e -> {
            assertThat(e.getException()).isNull();
            assertThat(e.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        });
    }

    @Test
    void ofTheAwaitOperationHoldNoThreadsEither() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(503));
        List<Object> requestIds = new ArrayList<>();
        while (requestIds.size() < MANY) {
            Sent submitted = send("pixelforge:relight?prompt=Soft light&jobGroup=await", 10);
            submitted.left.await();
            submitted.exchanges.forEach(e -> requestIds.add(e.getMessage().getHeader(PixelForgeConstants.REQUEST_ID)));
        }

        Sent sent = send("pixelforge:await?jobGroup=await", requestIds);
        long asked = GATEWAY.sandbox().counters().statusCalls();
        await().until(() -> GATEWAY.sandbox().counters().statusCalls() > asked);

        assertThat(camelThreads()).isLessThan(60);
        assertThat(sent.left.getCount()).isEqualTo(MANY);

        GATEWAY.sandbox().faults().clear();
        sent.left.await();
        assertThat(sent.exchanges)
                .extracting(e -> e.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .containsExactlyElementsOf(requestIds);
        assertThat(sent.exchanges).allSatisfy(e -> assertThat(e.getMessage().getHeader(PixelForgeConstants.STATUS))
                .isEqualTo("COMPLETED"));
    }

    @Test
    void mayBlockAfterTheirWaitForAnotherCallOfOurs() throws Exception {
        Sent sent = send("direct:blocking", 50);

        sent.left.await();

        assertThat(sent.exchanges).allSatisfy(e -> assertThat(e.getException()).isNull());
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(100);
    }

    private record Sent(List<Exchange> exchanges, CountDownLatch left) {}

    private Sent send(String uri, int number) throws Exception {
        return send(uri, Collections.nCopies(number, PHOTO));
    }

    private Sent send(String uri, List<?> bodies) throws Exception {
        Sent sent = new Sent(new ArrayList<>(), new CountDownLatch(bodies.size()));
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        for (Object body : bodies) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(body);
            sent.exchanges.add(exchange);
            producer.process(exchange, doneSync -> sent.left.countDown());
        }
        return sent;
    }

    /** The gateway, in the same process, has threads of its own. */
    private static long camelThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Camel"))
                .count();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String relight = "pixelforge:relight?prompt=Soft light&awaitCompletion=true&jobGroup=blocking";
                from("direct:blocking").to(relight).process(e -> assertThat(
                                template.request(relight + "&throwExceptionOnFailure=false", inner -> inner.getMessage()
                                                .setBody(PHOTO))
                                        .getException())
                        .isNull());
            }
        };
    }
}
