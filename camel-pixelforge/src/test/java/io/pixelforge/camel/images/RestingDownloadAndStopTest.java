package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.ConsumerTestSupport;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.MediaException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** A download that rests before its next attempt does not hold up the stop of its route. */
class RestingDownloadAndStopTest extends ConsumerTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        ComponentSeams.useDownloadRules(
                context.getComponent("pixelforge", PixelForgeComponent.class),
                new DownloadRules(2, Duration.ofSeconds(30), Duration.ofMinutes(10)));
        return context;
    }

    @Test
    void aConsumerGivesTheEndBackAsIfItHadNotBeenOffered() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).play(Fault.status(500));
        String requestId = submit("consumed");
        await().until(() -> GATEWAY.sandbox().counters().mediaCalls() == 1);

        context.getRouteController().stopRoute("consumer");

        assertThat(stored("consumed", requestId))
                .hasValueSatisfying(job -> assertThat(job.deliveries()).isZero());
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(1);
        ends.expectedHeaderReceived(PixelForgeConstants.REDELIVERY_COUNTER, 0);
        context.getRouteController().startRoute("consumer");
        ends.assertIsSatisfied();
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(2);
    }

    @Test
    void anAwaitingExchangeFailsAtOnceAndCanHaveItsPictureLater() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).play(Fault.status(500));
        CompletableFuture<Exchange> waiting =
                template.asyncSend("direct:relight", e -> e.getMessage().setBody(PHOTO));
        await().until(() -> GATEWAY.sandbox().counters().mediaCalls() == 1);

        context.getRouteController().stopRoute("producer");

        Exchange exchange = waiting.get();
        assertThat(exchange.getException())
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("its route is stopping");
        Exchange later = template.request(
                "pixelforge:await?download=true", e -> e.getMessage().setBody(requestId(exchange)));
        assertThat(later.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUME + "&jobGroup=consumed&download=true&maximumRedeliveries=0")
                        .routeId("consumer")
                        .to("mock:ends");
                from("direct:relight")
                        .routeId("producer")
                        .to("pixelforge:relight?prompt=Soft light&awaitCompletion=true&download=true");
            }
        };
    }
}
