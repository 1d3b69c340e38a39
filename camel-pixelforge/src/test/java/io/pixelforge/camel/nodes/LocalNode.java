package io.pixelforge.camel.nodes;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.jobs.NodeRepository;
import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.camel.wire.TestHttpServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A node in this JVM with a context, a component and a repository of its own, for what needs no killing. */
public final class LocalNode implements AutoCloseable {

    public static final Duration LEASE = Duration.ofSeconds(2);

    private final HikariDataSource pool;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Exchange> emitted = new CopyOnWriteArrayList<>();
    private final ProducerTemplate template;

    /** @param options what differs from the defaults of the tests */
    public LocalNode(TestDatabase database, String gatewayUrl, Clock clock, Consumer<PixelForgeConfiguration> options) {
        this(database, gatewayUrl, clock, 0, options);
    }

    /** @param port of its HTTP server; 0 for none */
    public LocalNode(
            TestDatabase database,
            String gatewayUrl,
            Clock clock,
            int port,
            Consumer<PixelForgeConfiguration> options) {
        pool = database.pool(8);
        PixelForgeComponent component = context.getComponent("pixelforge", PixelForgeComponent.class);
        ComponentSeams.useClock(component, clock);
        ComponentSeams.useLease(component, LEASE);
        PixelForgeConfiguration configuration = component.getConfiguration();
        configuration.setApiKey("test-key-0123456789abcdef");
        configuration.setGatewayUrl(gatewayUrl);
        configuration.setInitialPollDelay(200);
        configuration.setPollInterval(200);
        configuration.setMaxPollInterval(400);
        configuration.setJobRepository(NodeRepository.of(pool, clock));
        options.accept(configuration);
        if (port > 0) {
            serve(port);
        }
        context.start();
        template = context.createProducerTemplate();
    }

    private void serve(int port) {
        try {
            TestHttpServer.start(context, port);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Emits the ends of its group's jobs from now on. */
    public LocalNode consume() throws Exception {
        return consume(exchange -> {});
    }

    public LocalNode consume(Consumer<Exchange> step) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?delay=100").process(exchange -> {
                    emitted.add(exchange.copy());
                    step.accept(exchange);
                });
            }
        });
        return this;
    }

    /** Sends a request under a key, whose prompt is its key unless another is given. */
    public CompletableFuture<Exchange> submit(String key, String options) {
        return submit(key, key, options);
    }

    public CompletableFuture<Exchange> submit(String key, String prompt, String options) {
        return template.asyncSend("pixelforge:relight?idempotentKey=${header.key}" + options, exchange -> {
            exchange.getMessage().setBody("https://example.com/photo.jpg");
            exchange.getMessage().setHeader("key", key);
            exchange.getMessage().setHeader(PixelForgeConstants.PREFIX + "Prompt", prompt);
        });
    }

    public CompletableFuture<Exchange> send(String uri, Object body) {
        return template.asyncSend(
                context.getEndpoint(uri), exchange -> exchange.getMessage().setBody(body));
    }

    /** The exchanges that its consumer has emitted so far. */
    public List<Exchange> emitted() {
        return emitted;
    }

    public List<String> emittedKeys() {
        return emitted.stream()
                .map(exchange -> exchange.getMessage().getHeader(PixelForgeConstants.IDEMPOTENT_KEY, String.class))
                .toList();
    }

    @Override
    public void close() {
        context.stop();
        pool.close();
    }
}
