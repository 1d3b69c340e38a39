package io.pixelforge.examples.kafkarelight;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.examples.Launch;
import io.pixelforge.examples.Outside;
import io.pixelforge.sandbox.PixelForgeSandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/**
 * Runs the routes of the folder {@code kafka-relight}: on a real cluster with the real service, or on a broker and with a
 * sandbox of its own; for some records, or until it is stopped.
 */
public final class KafkaRelight {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int NOT_ENDED = 1;

    private final Path folder;
    private final Settings settings;
    private final PrintStream out;

    /** @param folder with the routes and {@code application.properties} */
    KafkaRelight(Path folder, Settings settings, PrintStream out) {
        this.folder = folder;
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Launch.run(() -> new KafkaRelight(folder, Settings.of(folder, Outside.settings()), System.out).run());
    }

    /** @return the exit status */
    int run() throws Exception {
        Files.createDirectories(settings.home());
        if (settings.gateway().isPresent()) {
            out.println("The gateway is " + settings.gateway().get() + ": pictures are paid for.");
            return watch(
                    camel(settings.brokers().orElseThrow(), settings.gateway().get()));
        }
        try (PixelForgeSandbox sandbox = Launch.sandbox(out)) {
            if (settings.brokers().isPresent()) {
                return watch(camel(settings.brokers().get(), sandboxGateway(sandbox)));
            }
            return runOnOwnBroker(sandbox);
        }
    }

    private int runOnOwnBroker(PixelForgeSandbox sandbox) throws Exception {
        try (Broker broker = Broker.start(settings.home())) {
            out.println("A Kafka broker runs at " + broker.address() + ".");
            Main camel = camel(broker.address(), sandboxGateway(sandbox));
            camel.addOverrideProperty("relight.poll", "1s");
            if (settings.watch()) {
                return watch(camel);
            }
            Launch.start(camel);
            try {
                return relight(camel, new Topics(broker.address()), sandbox);
            } finally {
                stop(camel);
            }
        }
    }

    static Settings.Gateway sandboxGateway(PixelForgeSandbox sandbox) {
        return new Settings.Gateway(sandbox.url(), "sandbox");
    }

    /** The routes, not yet started. */
    Main camel(String brokers, Settings.Gateway gateway) {
        return Launch.camel(folder, settings.properties(brokers, gateway));
    }

    /** Camel does not close the pool, which it has been given as a bean. */
    static void stop(Main camel) {
        Set<HikariDataSource> pools = camel.getCamelContext().getRegistry().findByType(HikariDataSource.class);
        camel.stop();
        pools.forEach(HikariDataSource::close);
    }

    private int watch(Main camel) throws InterruptedException {
        Launch.start(camel);
        CountDownLatch ctrlC = new CountDownLatch(1);
        Thread here = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAfter(ctrlC, here), "kafka-relight-stop"));
        out.println("Relighting the records of the topic photos until you press Ctrl+C.");
        ctrlC.await();
        stop(camel);
        return 0;
    }

    /** Java ends when this hook does, so it waits until the routes, the broker and the sandbox have ended. */
    private static void endAfter(CountDownLatch ctrlC, Thread running) {
        ctrlC.countDown();
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int relight(Main camel, Topics topics, PixelForgeSandbox sandbox) throws Exception {
        putIntoTheBucket(camel.getCamelContext().resolvePropertyPlaceholders("{{relight.bucketUrl}}"), sandbox);
        List<String> photos = Files.readAllLines(folder.resolve("photos.jsonl"));
        topics.send(photos);
        out.println("Sent " + photos.size() + " records to the topic photos.");
        int expected = Topics.expected(photos);
        Map<String, Set<String>> ended = topics.await(expected, PATIENCE);
        int relit = ended.get("relit").size();
        int failed = ended.get("relit-failed").size();
        out.printf(
                "%d ids: %d in relit, %d in relit-failed. The sandbox has charged %d jobs.%n",
                expected, relit, failed, sandbox.ledger().charges());
        return relit + failed == expected ? 0 : NOT_ENDED;
    }

    private void putIntoTheBucket(String url, PixelForgeSandbox sandbox) throws IOException {
        try (Stream<Path> pictures =
                Files.list(folder.resolveSibling("file-relight").resolve("samples"))) {
            for (Path picture : pictures.toList()) {
                sandbox.register(URI.create(url + "/" + picture.getFileName()), Files.readAllBytes(picture));
            }
        }
    }
}
