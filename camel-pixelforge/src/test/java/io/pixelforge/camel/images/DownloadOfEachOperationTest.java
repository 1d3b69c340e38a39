package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.PixelForgeTestSupport;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** The option download means the same wherever the end of a job arrives. */
class DownloadOfEachOperationTest extends PixelForgeTestSupport {

    @Test
    void generate() {
        Exchange exchange = send("pixelforge:generate?prompt=A city&download=true", PHOTO);

        assertThat(exchange.getException()).isNull();
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        assertThat(bytes).startsWith(0xff, 0xd8, 0xff);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/jpeg");
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_LENGTH)).isEqualTo((long) bytes.length);
        assertThat(exchange.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("picture.jpg");
    }

    @Test
    void relightAwaited() {
        Exchange exchange = send("pixelforge:relight?prompt=Soft light&awaitCompletion=true&download=true", PHOTO);

        assertPicture(exchange, requestId(exchange) + ".png");
    }

    @Test
    void relightThatIsNotAwaitedIsTheQueuedJob() {
        Exchange exchange = send("pixelforge:relight?prompt=Soft light&jobGroup=other&download=true", PHOTO);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(PixelForgeJob.class);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isNull();
    }

    @Test
    void awaitAndStatus() {
        String requestId =
                requestId(send("pixelforge:relight?prompt=Soft light&awaitCompletion=true&idempotentKey=1", PHOTO));

        assertPicture(send("pixelforge:await?download=true", requestId), requestId + ".png");
        assertPicture(send("pixelforge:status?download=true", requestId), requestId + ".png");
    }

    @Test
    void statusOfAJobThatHasNotEnded() {
        String requestId = requestId(send("pixelforge:relight?prompt=Soft light&jobGroup=other", PHOTO));

        Exchange exchange = send("pixelforge:status?download=true", requestId);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(PixelForgeJob.class);
    }

    @Test
    void theConsumer() throws Exception {
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(1);

        String requestId = requestId(send("pixelforge:relight?prompt=Soft light&jobGroup=consumed", PHOTO));

        ends.assertIsSatisfied();
        assertPicture(ends.getExchanges().get(0), requestId + ".png");
    }

    private static void assertPicture(Exchange exchange, String name) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class);
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        assertThat(bytes).startsWith(0x89, 'P', 'N', 'G');
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/png");
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_LENGTH)).isEqualTo((long) bytes.length);
        assertThat(exchange.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo(name);
    }

    private Exchange send(String uri, Object body) {
        return template.request(uri, e -> e.getMessage().setBody(body));
    }

    private static String requestId(Exchange exchange) {
        return exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?jobGroup=consumed&download=true").to("mock:ends");
            }
        };
    }
}
