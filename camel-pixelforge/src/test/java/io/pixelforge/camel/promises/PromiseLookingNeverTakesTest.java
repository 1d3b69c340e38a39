package io.pixelforge.camel.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromiseLookingNeverTakesTest extends PixelForgeTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {"pixelforge:status", "pixelforge:await"})
    void aConsumerGetsTheEndThatOthersHaveSeen(String look) throws Exception {
        String requestId = submit();
        Exchange seen = template.request("pixelforge:await", e -> e.getMessage().setBody(requestId));
        assertThat(seen.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        Exchange looked = template.request(look, e -> e.getMessage().setBody(requestId));
        assertThat(looked.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(1);
        ends.message(0).header(PixelForgeConstants.REQUEST_ID).isEqualTo(requestId);

        context.getRouteController().startRoute("ends");

        ends.assertIsSatisfied();
    }

    @Test
    void lookingWhileItIsPendingChangesNothing() throws Exception {
        String requestId = submit();
        for (int i = 0; i < 5; i++) {
            template.request("pixelforge:status", e -> e.getMessage().setBody(requestId));
        }
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(1);

        context.getRouteController().startRoute("ends");

        ends.assertIsSatisfied();
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
    }

    private String submit() {
        return template.request("pixelforge:relight?prompt=Soft light", e -> e.getMessage()
                        .setBody(PHOTO))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight").routeId("ends").autoStartup(false).to("mock:ends");
            }
        };
    }
}
