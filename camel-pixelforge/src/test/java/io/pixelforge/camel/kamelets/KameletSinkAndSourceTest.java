package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.jobs.Delivery;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class KameletSinkAndSourceTest extends KameletTestSupport {

    private static final String SINK = """
            - route:
                from:
                  uri: direct:%1$s
                  steps:
                    - to:
                        uri: kamelet:pixelforge-relight-sink
                        parameters:
                          apiKey: $key
                          gatewayUrl: $gateway
                          prompt: Soft light for %1$s
                          jobGroup: %1$s
                          imageSize: 64x64
                          initialPollDelay: 20ms
                          pollInterval: 20ms
            """;

    private static final String SOURCE = """
            - route:
                from:
                  uri: kamelet:pixelforge-relight-source
                  parameters:
                    apiKey: $key
                    gatewayUrl: $gateway
                    jobGroup: %1$s
                    redeliveryDelay: 10ms
                    %2$s
                  steps:
                    - to: mock:%1$s
            """;

    @BindToRegistry("jobs")
    private final MemoryJobRepository repository = new MemoryJobRepository();

    @Test
    void theEndOfASubmittedJobIsEmittedWithItsHeaders() throws Exception {
        load(SINK.formatted("orders") + SOURCE.formatted("orders", "download: true"));
        MockEndpoint ends = getMockEndpoint("mock:orders");
        ends.expectedMessageCount(1);

        Exchange submitted = template.request("direct:orders", exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage().setHeaders(Map.of("orderId", 42));
        });

        assertThat(submitted.getException()).isNull();
        assertThat(submitted.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("QUEUED");
        ends.assertIsSatisfied();
        Exchange end = ends.getExchanges().get(0);
        assertThat(end.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .isEqualTo(submitted.getMessage().getHeader(PixelForgeConstants.REQUEST_ID));
        assertThat(end.getMessage().getHeader("orderId")).isEqualTo(42);
        assertThat(end.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void headersThatAreNotToBeSavedAreNot() throws Exception {
        load(SINK.formatted("orders") + "              saveHeaders: line\n" + SOURCE.formatted("orders", ""));

        template.request("direct:orders", exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage().setHeaders(Map.of("orderId", 42, "line", 7));
        });

        assertThat(only("orders").getMessage().getHeaders())
                .containsEntry("line", 7)
                .doesNotContainKey("orderId");
    }

    @Test
    void aJobThatEndedBadlyIsEmittedToo() throws Exception {
        load(SINK.formatted("orders") + SOURCE.formatted("orders", "download: true"));
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("No light"));

        send("direct:orders", PHOTO);

        Exchange end = only("orders");
        assertThat(end.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("FAILED");
        assertThat(end.getMessage().getHeader(PixelForgeConstants.ERROR)).isEqualTo("No light");
    }

    @Test
    void anEndIsOfferedAgainToARouteThatFails() throws Exception {
        load(SINK.formatted("orders") + SOURCE.formatted("orders", ""));
        getMockEndpoint("mock:orders").whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("not now");
        });

        Exchange submitted = send("direct:orders", PHOTO);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> getMockEndpoint("mock:orders").getReceivedCounter() == 2);
        assertThat(getMockEndpoint("mock:orders").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .containsOnly(submitted.getMessage().getHeader(PixelForgeConstants.REQUEST_ID));
    }

    @Test
    void anEndThatNoRouteTakesIsParked() throws Exception {
        load(SINK.formatted("orders") + SOURCE.formatted("orders", "maximumRedeliveries: 1"));
        getMockEndpoint("mock:orders").whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("never");
        });

        String id = send("direct:orders", PHOTO).getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);

        Scope scope = ComponentSeams.scope("orders", GATEWAY.url());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        repository.findByRequestId(scope, id).orElseThrow().delivery())
                .isEqualTo(Delivery.PARKED));
        assertThat(getMockEndpoint("mock:orders").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void eachSourceEmitsTheJobsOfItsGroup() throws Exception {
        load(SINK.formatted("orders")
                + SINK.formatted("returns")
                + SOURCE.formatted("orders", "download: true")
                + SOURCE.formatted("returns", "download: false"));

        for (int i = 0; i < 5; i++) {
            send("direct:orders", PHOTO);
            send("direct:returns", PHOTO);
        }

        for (String group : new String[] {"orders", "returns"}) {
            MockEndpoint ends = getMockEndpoint("mock:" + group);
            ends.expectedMessageCount(5);
            ends.expectedHeaderReceived(PixelForgeConstants.JOB_GROUP, group);
            ends.assertIsSatisfied();
            ends.getExchanges().forEach(end -> assertThat(end.getMessage().getBody() instanceof PixelForgeJob)
                    .isEqualTo(group.equals("returns")));
            assertThat(GATEWAY.sandbox().ledger().charges("Soft light for " + group))
                    .isEqualTo(5);
        }
    }

    private Exchange only(String group) throws InterruptedException {
        MockEndpoint ends = getMockEndpoint("mock:" + group);
        ends.expectedMessageCount(1);
        ends.assertIsSatisfied();
        return ends.getExchanges().get(0);
    }
}
