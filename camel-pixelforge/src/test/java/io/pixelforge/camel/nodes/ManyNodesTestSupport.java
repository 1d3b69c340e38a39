package io.pixelforge.camel.nodes;

import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Nodes in this JVM that share one PostgreSQL. */
public abstract class ManyNodesTestSupport {

    protected PixelForgeSandbox sandbox;
    protected TestDatabase database;

    private final List<LocalNode> nodes = new ArrayList<>();

    @BeforeEach
    protected void startGateway() {
        sandbox = new PixelForgeSandbox(gateway().build()).start();
        database = TestDatabase.postgresql();
    }

    @AfterEach
    protected void endAll() {
        nodes.forEach(LocalNode::close);
        sandbox.close();
    }

    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder().queueTime(Duration.ofMillis(100)).processingTime(Duration.ofMillis(200));
    }

    protected LocalNode node() {
        return node(Clock.systemUTC(), options -> {});
    }

    protected LocalNode node(Clock clock, Consumer<PixelForgeConfiguration> options) {
        LocalNode node = new LocalNode(database, sandbox.url(), clock, options);
        nodes.add(node);
        return node;
    }

    /** One with an HTTP server. */
    protected LocalNode node(Clock clock, int port, Consumer<PixelForgeConfiguration> options) {
        LocalNode node = new LocalNode(database, sandbox.url(), clock, port, options);
        nodes.add(node);
        return node;
    }

    protected static Exchange get(CompletableFuture<Exchange> sent) throws Exception {
        return sent.get(30, TimeUnit.SECONDS);
    }

    protected static PixelForgeJob job(Exchange exchange) {
        return exchange.getMessage().getBody(PixelForgeJob.class);
    }

    protected static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
