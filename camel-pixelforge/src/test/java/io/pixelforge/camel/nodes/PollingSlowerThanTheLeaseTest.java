package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeTestSupport;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class PollingSlowerThanTheLeaseTest extends PixelForgeTestSupport {

    private static final int JOBS = 30;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        ComponentSeams.useLease(context.getComponent("pixelforge", PixelForgeComponent.class), Duration.ofMillis(400));
        return context;
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setInitialPollDelay(200);
        configuration.setMaxRequestsPerSecond(30);
    }

    @Test
    void aJobThatWaitsForItsTurnToBeAskedAboutIsNotAskedAboutTwice() throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(JOBS);

        for (int i = 0; i < JOBS; i++) {
            template.sendBody("direct:submit", PHOTO);
        }

        done.assertIsSatisfied();
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isEqualTo(JOBS);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pixelforge:relight?prompt=Soft light");
                from("pixelforge:relight?concurrentConsumers=8").to("mock:done");
            }
        };
    }
}
