package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A stop of a route that Camel gives up, so that the route goes on. */
class AbortedStopTest extends PixelForgeTestSupport {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);

    @Test
    void whatComesAfterwardsWaitsForItsJobAgain() throws Exception {
        template.asyncSendBody("seda:in", "hold");
        arrived.await();
        assertThat(context.getRouteController().stopRoute("in", 100, TimeUnit.MILLISECONDS, true))
                .isFalse();
        held.countDown();

        Exchange exchange = template.request("seda:in", e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in")
                        .routeId("in")
                        .filter(bodyAs(String.class).isEqualTo("hold"))
                        .process(e -> {
                            arrived.countDown();
                            held.await();
                        })
                        .stop()
                        .end()
                        .to("pixelforge:relight?prompt=Soft light&awaitCompletion=true");
            }
        };
    }
}
