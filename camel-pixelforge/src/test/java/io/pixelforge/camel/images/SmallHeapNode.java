package io.pixelforge.camel.images;

import static io.pixelforge.camel.nodes.Node.setting;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.nodes.Node;
import io.pixelforge.camel.nodes.NodeSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A process of its own, with little memory, that submits one job and writes its picture to a file. */
public final class SmallHeapNode {

    private SmallHeapNode() {}

    public static void main(String[] arguments) throws Exception {
        Node.haltWithParent();
        DefaultCamelContext context = new DefaultCamelContext();
        PixelForgeConfiguration configuration = NodeSetup.configure(context);
        configuration.setInitialPollDelay(100);
        configuration.setMaxDownloadSize(Long.parseLong(setting("maxDownloadSize", null)));
        CountDownLatch done = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?download=true&delay=50")
                        .to("file:" + setting("directory", null) + "?fileName=picture")
                        .process(exchange -> done.countDown());
            }
        });
        context.start();
        Instant begin = Instant.now();
        context.createProducerTemplate()
                .sendBody("pixelforge:relight?prompt=Soft light", "https://example.com/photo.jpg");
        boolean ended = done.await(50, TimeUnit.SECONDS);
        Duration time = Duration.between(begin, Instant.now());
        context.stop();
        System.out.println(
                "PEAK HEAP " + NodeSetup.peakHeap() / (1024 * 1024) + " MiB, TIME " + time.toMillis() + " ms");
        System.exit(ended ? 0 : 1);
    }
}
