package io.pixelforge.camel;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
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
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setApiKey("test-key-0123456789abcdef");
        configuration.setGatewayUrl(Node.setting("gateway", null));
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
                peakHeap() >> 20, Runtime.getRuntime().maxMemory() >> 20);
        System.out.println(DONE);
        new CountDownLatch(1).await();
    }

    /** The sum of what each part of the heap held at most, which is no less than what all held at once. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
