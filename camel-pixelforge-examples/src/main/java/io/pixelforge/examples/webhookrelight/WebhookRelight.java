package io.pixelforge.examples.webhookrelight;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.examples.Launch;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.util.FileUtil;

/** Runs the routes of the folder {@code webhook-relight} with a sandbox that calls back by https. */
public final class WebhookRelight {

    private static final int PHOTOS = 5;
    private static final int NOT_ENDED = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final PrintStream out;
    private final CountDownLatch missing = new CountDownLatch(PHOTOS);
    private final AtomicInteger byWebhook = new AtomicInteger();

    /** @param folder with the routes and {@code application.properties} */
    WebhookRelight(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** @param args the folder with the routes */
    public static void main(String[] args) throws Exception {
        Launch.run(new WebhookRelight(Path.of(args[0]), System.out)::run);
    }

    /** @return the exit status */
    int run() throws Exception {
        Path scratch = Files.createTempDirectory("webhook-relight");
        try {
            return run(Certificate.make(scratch));
        } finally {
            FileUtil.removeDir(scratch.toFile());
        }
    }

    private int run(Certificate certificate) throws Exception {
        SandboxOptions options = SandboxOptions.builder()
                .queueTime(Duration.ofSeconds(1))
                .processingTime(Duration.ofSeconds(1), Duration.ofSeconds(3))
                .callbackTrust(certificate.trust())
                .build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
            Main camel = camel(sandbox, certificate);
            camel.start();
            try {
                for (int i = 1; i <= PHOTOS; i++) {
                    camel.getCamelTemplate().sendBody("direct:photos", "https://example.com/photo-" + i + ".jpg");
                }
                boolean ended = missing.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                out.printf(
                        "%d jobs ended; %d ends were detected by webhook; %d callbacks, %d status calls.%n",
                        PHOTOS - missing.getCount(),
                        byWebhook.get(),
                        sandbox.counters().callbacks(),
                        sandbox.counters().statusCalls());
                return ended ? 0 : NOT_ENDED;
            } finally {
                camel.stop();
            }
        }
    }

    private Main camel(PixelForgeSandbox sandbox, Certificate certificate) throws IOException {
        int port = freePort();
        Main camel = Launch.camel(
                folder,
                Map.of(
                        "relight.apiKey", "sandbox",
                        "relight.gatewayUrl", sandbox.url(),
                        "relight.externalUrl", "https://localhost:" + port,
                        "relight.port", Integer.toString(port),
                        "relight.keyStore", certificate.keyStore().toString(),
                        "relight.keyStorePassword", certificate.password()));
        camel.bind("ends", (Processor) this::end);
        return camel;
    }

    private void end(Exchange exchange) {
        if ("webhook".equals(exchange.getMessage().getHeader(PixelForgeConstants.DETECTED_BY))) {
            byWebhook.incrementAndGet();
        }
        missing.countDown();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
