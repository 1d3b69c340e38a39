package io.pixelforge.camel.nodes;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.camel.wire.TestHttpServer;
import io.pixelforge.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process of its own with the routes of a user who wants to lose nothing: a directory that offers each file until it
 * was submitted, and one that gets a file for each end of a job. The name of a file is the key of its request.
 */
public final class Node {

    public static final String STARTED = "NODE STARTED";

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Path directory;
    private final Path in;
    private final CrashPoint crashPoint;

    private Node(Path directory, Path in) {
        this.directory = directory;
        this.in = in;
        this.crashPoint = new CrashPoint(setting("crashAt", null), in.resolveSibling(in.getFileName() + ".go"));
    }

    public static void main(String[] arguments) throws Exception {
        haltWithParent();
        Path directory = Path.of(setting("directory", null));
        new Node(directory, directory.resolve(setting("in", "in"))).run();
    }

    private void run() throws Exception {
        TestDatabase database = new TestDatabase(
                setting("database.url", null), setting("database.user", null), setting("database.password", ""));
        HikariDataSource pool = database.pool(8);
        JdbcJobRepository repository = new JdbcJobRepository(pool);
        repository.setCreateTable(true);
        DefaultCamelContext context = new DefaultCamelContext();
        PixelForgeComponent component = context.getComponent("pixelforge", PixelForgeComponent.class);
        ComponentSeams.useLease(component, Duration.ofMillis(Long.parseLong(setting("lease", "2000"))));
        PixelForgeConfiguration configuration = component.getConfiguration();
        configuration.setApiKey("test-key-0123456789abcdef");
        configuration.setGatewayUrl(setting("gateway", null));
        configuration.setInitialPollDelay(Long.parseLong(setting("poll", "200")));
        configuration.setPollInterval(Long.parseLong(setting("poll", "200")));
        configuration.setMaxPollInterval(1000);
        configuration.setRedeliveryDelay(200);
        configuration.setJobRepository(new CrashingRepository(repository, crashPoint));
        if (setting("webhookPort", null) != null) {
            serveCallbacks(context, configuration, Integer.parseInt(setting("webhookPort", null)));
        }
        context.addRoutes(routes());
        context.start();
        System.out.println(STARTED);
        new CountDownLatch(1).await();
    }

    /** With a fallback that no test waits for. */
    private static void serveCallbacks(DefaultCamelContext context, PixelForgeConfiguration configuration, int port)
            throws Exception {
        TestHttpServer.start(context, port);
        configuration.setWebhookExternalUrl("http://127.0.0.1:" + port);
        configuration.setWebhookFallbackInterval(Duration.ofMinutes(10).toMillis());
    }

    private RouteBuilder routes() {
        String key = "idempotentKey=${header.CamelFileName}";
        String from = "file:" + in + "?delete=true&initialDelay=0&delay=50&maxMessagesPerPoll="
                + setting("filesPerPoll", "0");
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(SubmissionUnknownException.class).handled(true).to("file:" + directory.resolve("doubt"));
                String to = setting("to", "relight");
                if (to.equals("relight")) {
                    from(from).to("pixelforge:relight?" + key);
                } else {
                    from(from)
                            .to("pixelforge:" + to + (to.contains("?") ? "&" : "?") + key)
                            .process(Node.this::complete);
                }
                if (setting("consume", "true").equals("true")) {
                    from("pixelforge:relight?delay=100").process(Node.this::complete);
                }
            }
        };
    }

    /** One file for each exchange that carries an end, whole or not at all. */
    private void complete(Exchange exchange) throws IOException {
        PixelForgeJob job = exchange.getMessage().getBody(PixelForgeJob.class);
        String name = job.idempotentKey() + "." + UUID.randomUUID();
        crashPoint.at("before completion");
        Path written = Files.writeString(
                directory.resolve(name), job.requestId() + " " + job.status() + " " + in.getFileName());
        Files.move(written, directory.resolve("done").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        crashPoint.at("after completion");
    }

    public static String setting(String name, String otherwise) {
        return System.getProperty("node." + name, otherwise);
    }

    /** So that nothing is left behind whatever becomes of the test. */
    public static void haltWithParent() {
        JavaProcess.haltWithParent(LIFE);
    }
}
