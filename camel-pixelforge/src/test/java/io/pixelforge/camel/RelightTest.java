package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class RelightTest extends PixelForgeTestSupport {

    @Test
    void theEndOfASubmittedJobIsEmittedWithTheSubmittersHeaders() throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);

        Exchange submitted = template.request("direct:submit", exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage().setHeaders(Map.of("orderId", 42, "Authorization", "secret"));
        });

        assertThat(submitted.getException()).isNull();
        PixelForgeJob queued = submitted.getMessage().getBody(PixelForgeJob.class);
        assertThat(queued.status()).isEqualTo("QUEUED");
        done.assertIsSatisfied();
        Exchange ended = done.getExchanges().get(0);
        PixelForgeJob completed = ended.getMessage().getBody(PixelForgeJob.class);
        assertThat(completed.status()).isEqualTo("COMPLETED");
        assertThat(completed.requestId()).isEqualTo(queued.requestId());
        assertThat(ended.getMessage().getHeader("orderId")).isEqualTo(42);
        assertThat(ended.getMessage().getHeader("Authorization")).isNull();
        assertThat(ended.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("yes");
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
    }

    @Test
    void anAwaitedJobAnswersWithItsEnd() {
        Exchange exchange = template.request(
                "pixelforge:relight?prompt=Soft light&awaitCompletion=true&download=true&jobGroup=awaited",
                e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        byte[] picture = exchange.getMessage().getBody(byte[].class);
        assertThat(picture).startsWith(0x89, 'P', 'N', 'G');
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/png");
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_LENGTH)).isEqualTo((long) picture.length);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pixelforge:relight?prompt=Soft light");
                from("pixelforge:relight").to("mock:done");
            }
        };
    }
}
