package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each node counts what it did, so that the sum over all nodes is what was done. */
class MetersOfManyNodesTest {

    private static final int JOBS = 40;

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofMillis(50))
            .processingTime(Duration.ofMillis(300))
            .build());

    private final JobRepository repository = new MemoryJobRepository();
    private final List<CamelContext> nodes = new ArrayList<>();
    private final Set<MeterRegistry> registries = new HashSet<>();

    @AfterEach
    void stop() {
        nodes.forEach(CamelContext::stop);
    }

    @Test
    void ofAJobThatTwoNodesShareEachStepIsCountedOnce() throws Exception {
        CamelContext first = node(new SimpleMeterRegistry());
        CamelContext second = node(new SimpleMeterRegistry());

        submit(first);
        submit(second);

        await().atMost(Duration.ofSeconds(60)).until(() -> count("jobs.completed") == 2 * JOBS);
        await().until(() -> repository.count("default").entries().isEmpty());
        assertThat(count("jobs.submitted")).isEqualTo(2 * JOBS);
        assertThat(count("jobs.charged")).isEqualTo(2 * JOBS);
    }

    @Test
    void aNodeThatIsStartedAgainCountsNothingAgain() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        CamelContext node = node(registry);
        submit(node);
        await().atMost(Duration.ofSeconds(60)).until(() -> count("jobs.completed") == JOBS);

        node.stop();
        submit(node(registry));

        await().atMost(Duration.ofSeconds(60)).until(() -> count("jobs.completed") == 2 * JOBS);
        assertThat(count("jobs.submitted")).isEqualTo(2 * JOBS);
        assertThat(registry.get("camel.pixelforge.jobs.pending").gauge().value())
                .as("the gauge of the component that runs")
                .isZero();
    }

    private CamelContext node(MeterRegistry registry) throws Exception {
        CamelContext node = new DefaultCamelContext();
        node.getRegistry().bind("metricsRegistry", registry);
        PixelForgeConfiguration configuration =
                node.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setApiKey("test-key-0123456789abcdef");
        configuration.setGatewayUrl(GATEWAY.url());
        configuration.setJobRepository(repository);
        configuration.setInitialPollDelay(20);
        configuration.setPollInterval(20);
        node.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?initialDelay=0&delay=20").to("mock:ends");
            }
        });
        node.start();
        nodes.add(node);
        registries.add(registry);
        return node;
    }

    private static void submit(CamelContext node) throws Exception {
        try (ProducerTemplate template = node.createProducerTemplate()) {
            for (int i = 0; i < JOBS; i++) {
                template.requestBody("pixelforge:relight?prompt=Soft light", "https://example.com/photo.jpg");
            }
        }
    }

    private double count(String name) {
        return registries.stream()
                .mapToDouble(registry -> count(registry, name))
                .sum();
    }

    private static double count(MeterRegistry registry, String name) {
        return Stream.of(registry)
                .flatMap(all -> all.get("camel.pixelforge." + name).counters().stream())
                .mapToDouble(Counter::count)
                .sum();
    }
}
