package io.pixelforge.camel.images;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.nodes.Node;
import io.pixelforge.camel.nodes.NodeSetup;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** A process of its own that relights a {@link LargePicture}, from a file and from a stream, and says what it took. */
public final class LargePictureNode {

    static final String DONE = "NODE DONE";

    private LargePictureNode() {}

    public static void main(String[] arguments) throws Exception {
        Node.haltWithParent();
        DefaultCamelContext context = new DefaultCamelContext();
        PixelForgeConfiguration configuration = NodeSetup.configure(context);
        configuration.setPublishUri(Node.setting("publishUri", null));
        context.start();
        Path file = Path.of(Node.setting("file", null));
        try (InputStream picture = LargePicture.open()) {
            Files.copy(picture, file);
        }
        for (Object body : List.of(file.toFile(), LargePicture.open())) {
            long start = System.nanoTime();
            Exchange exchange = context.createFluentProducerTemplate()
                    .to("pixelforge:relight?prompt=Soft light")
                    .withBody(body)
                    .send();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            System.out.printf(
                    "%s of %d MiB: published and submitted in %.1f s, %.0f MiB/s%n",
                    body instanceof InputStream ? "stream" : "file",
                    LargePicture.LENGTH >> 20,
                    seconds,
                    LargePicture.LENGTH / seconds / (1 << 20));
        }
        System.out.printf(
                "peak heap %d of %d MiB%n",
                NodeSetup.peakHeap() >> 20, Runtime.getRuntime().maxMemory() >> 20);
        System.out.println(DONE);
        new CountDownLatch(1).await();
    }
}
