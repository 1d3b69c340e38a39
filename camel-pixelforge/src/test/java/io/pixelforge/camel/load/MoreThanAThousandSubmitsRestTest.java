package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.nodes.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.concurrent.SizedScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Camel bounds its scheduled pools to 1,000 tasks by default, and what rests before its next try is one. */
@Timeout(120)
class MoreThanAThousandSubmitsRestTest extends PixelForgeTestSupport {

    private static final int MANY = 1_200;

    /** Holds a port without listening, so that the line can be opened there, and nobody else can. */
    private final Socket port = new Socket();

    private TcpProxy line;

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        try {
            port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        configuration.setGatewayUrl("http://127.0.0.1:" + port.getLocalPort());
    }

    @AfterEach
    void removeTheLine() throws IOException {
        port.close();
        if (line != null) {
            line.close();
        }
    }

    @Test
    void andEachComesBackAndIsAccepted() throws Exception {
        List<CompletableFuture<Exchange>> sent = Stream.generate(() ->
                        template.asyncSend("direct:submit", e -> e.getMessage().setBody(PHOTO)))
                .limit(MANY)
                .toList();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> resting() > 1_050 || sent.stream().anyMatch(CompletableFuture::isDone));

        int number = port.getLocalPort();
        port.close();
        line = new TcpProxy(number, URI.create(GATEWAY.url()).getPort());

        assertThat(sent).extracting(future -> future.join().getException()).containsOnlyNulls();
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(MANY);
    }

    private int resting() {
        PixelForgeComponent component = context.getComponent("pixelforge", PixelForgeComponent.class);
        return ((SizedScheduledExecutorService) ComponentSeams.timer(component))
                .getScheduledThreadPoolExecutor()
                .getQueue()
                .size();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pixelforge:relight?prompt=Soft light");
            }
        };
    }
}
