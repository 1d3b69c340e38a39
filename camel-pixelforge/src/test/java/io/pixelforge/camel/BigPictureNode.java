package io.pixelforge.camel;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A process with little memory that relights one picture and writes the result into a directory. */
public final class BigPictureNode {

    /** What the line begins with that tells the time and the heap that it took. */
    static final String DONE = "DONE ";

    private BigPictureNode() {}

    /** @param args the gateway's URL, the directory, and which way the picture is had: waiter or consumer */
    public static void main(String[] args) throws Exception {
        String file = "file:" + args[1] + "?fileName=result";
        CountDownLatch written = new CountDownLatch(1);
        DefaultCamelContext context = new DefaultCamelContext();
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setApiKey("test-key-0123456789abcdef");
        configuration.setGatewayUrl(args[0]);
        configuration.setInitialPollDelay(100);
        configuration.setPrompt("Soft light");
        configuration.setDownload(true);
        configuration.setMaxDownloadSize(Long.MAX_VALUE);
        boolean waits = args[2].equals("waiter");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (waits) {
                    from("direct:in")
                            .to("pixelforge:relight?awaitCompletion=true")
                            .to(file)
                            .process(exchange -> written.countDown());
                } else {
                    from("direct:in").to("pixelforge:relight?download=false");
                    from("pixelforge:relight?delay=50").to(file).process(exchange -> written.countDown());
                }
            }
        });
        context.start();
        Instant begin = Instant.now();
        context.createProducerTemplate().sendBody("direct:in", "https://example.com/photo.jpg");
        boolean done = written.await(60, TimeUnit.SECONDS);
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        if (done) {
            System.out.println(DONE + Duration.between(begin, Instant.now()).toMillis() + " ms, peak heap "
                    + peak / (1024 * 1024) + " MiB");
        }
        System.out.flush();
        context.stop();
        Runtime.getRuntime().halt(done ? 0 : 1);
    }
}
