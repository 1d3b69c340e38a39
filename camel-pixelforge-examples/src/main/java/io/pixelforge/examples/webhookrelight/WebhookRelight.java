package io.pixelforge.examples.webhookrelight;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        System.setProperty("java.awt.headless", "true");
        int status = new WebhookRelight(Path.of(args[0]), System.out).run();
        if (status != 0) {
            System.exit(status);
        }
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
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("file:" + folder.resolve("application.properties"));
        camel.configure().setRoutesIncludePattern("file:" + folder + "/*.camel.yaml");
        camel.bind("ends", (Processor) this::end);
        camel.addOverrideProperty("relight.apiKey", "sandbox");
        camel.addOverrideProperty("relight.gatewayUrl", sandbox.url());
        camel.addOverrideProperty("relight.externalUrl", "https://localhost:" + port);
        camel.addOverrideProperty("relight.port", Integer.toString(port));
        camel.addOverrideProperty("relight.keyStore", certificate.keyStore().toString());
        camel.addOverrideProperty("relight.keyStorePassword", certificate.password());
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
