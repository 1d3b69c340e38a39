package io.pixelforge.camel.soak;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.SkippingClock;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.images.DownloadRules;
import io.pixelforge.camel.jobs.JobCounts;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.NodeRepository;
import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.camel.wire.SpyServer;
import io.pixelforge.camel.wire.TestHttpServer;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;

/** A gateway with quick jobs, and a context that submits and consumes them in all ways of the soak. */
public final class SoakFlow implements AutoCloseable {

    public static final String KEY = "soak-secret-key-0123456789abcdef";
    public static final int CONCURRENT = 8;

    /** An ended key answers for a day, which the clock skips between rounds. */
    public static final Duration RETENTION = Duration.ofDays(1);

    private static final int LATE_MILLIS = 1_000;

    /** What the client does not wait for. */
    public static final Duration TOO_LATE = Duration.ofMillis(LATE_MILLIS + 300);

    public final SkippingClock clock = new SkippingClock();
    public final PixelForgeSandbox sandbox = new PixelForgeSandbox(SandboxOptions.builder()
                    .clock(clock)
                    .apiKeys(KEY)
                    .queueTime(Duration.ofMillis(10), Duration.ofMillis(40))
                    .processingTime(Duration.ofMillis(20), Duration.ofMillis(80))
                    .build())
            .start();
    public final SpyServer spy = new SpyServer(TestPictures.png());
    public final DefaultCamelContext context = new DefaultCamelContext();
    public final TestDatabase database = TestDatabase.h2InMemory();

    private final HikariDataSource pool = database.pool(CONCURRENT);
    private final AvailablePortFinder.Port port = AvailablePortFinder.find();
    private final Map<String, JobRepository> repositories =
            Map.of("database", NodeRepository.inTime(pool, clock), "memory", new MemoryJobRepository(clock, 100_000));
    private final Map<String, AsyncProducer> producers = new HashMap<>();
    private volatile SoakRound round;

    public void start() throws Exception {
        repositories.forEach(context.getRegistry()::bind);
        PixelForgeComponent component = component();
        ComponentSeams.useClock(component, clock);
        ComponentSeams.useLease(
                component, Duration.ofHours(2)); // nothing is lost here but what the component itself gives up
        ComponentSeams.useDownloadRules(component, new DownloadRules(3, Duration.ofMillis(10), Duration.ofMinutes(1)));
        PixelForgeConfiguration options = component.getConfiguration();
        options.setApiKey(KEY);
        options.setGatewayUrl(sandbox.url());
        options.setMaxConcurrentRequests(CONCURRENT);
        options.getHttpOptions().put("responseTimeout", String.valueOf(LATE_MILLIS));
        options.setInitialPollDelay(50);
        options.setPollInterval(50);
        options.setMaxPollInterval(200);
        options.setRedeliveryDelay(50);
        options.setConcurrentConsumers(2);
        options.setRetention(RETENTION.toMillis());
        options.setWebhookFallbackInterval(500);
        options.setImageSize("8x8");
        TestHttpServer.start(context, port.getPort());
        context.addRoutes(routes());
        context.start();
        for (JobRepository repository : repositories.values()) {
            tracker(repository).observe((before, after) -> {
                if (after.state() == JobState.SUBMITTING) {
                    round.posted(after.spec().key());
                }
            });
        }
        for (SoakGroup group : SoakGroup.values()) {
            for (SoakOrder.Way way : SoakOrder.Way.values()) {
                AsyncProducer producer = context.getEndpoint(group.route(way)).createAsyncProducer();
                producer.start();
                producers.put(group.route(way), producer);
            }
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (SoakGroup group : SoakGroup.values()) {
                    String relight =
                            "pixelforge:relight?jobGroup=" + group + "&jobRepository=#bean:" + group.repository;
                    String submit = relight + "&idempotentKey=${header.order}" + callbacks(group);
                    from(group.route(SoakOrder.Way.SUBMIT)).to(submit);
                    from(group.route(SoakOrder.Way.TWICE)).to(submit);
                    from(group.route(SoakOrder.Way.AWAIT)).to(submit + "&awaitCompletion=true");
                    from(group.route(SoakOrder.Way.HASTY)).to(submit + "&awaitCompletion=true&completionTimeout=1");
                    from(relight + "&initialDelay=0&delay=50" + group.consumerOptions)
                            .routeId(group.name())
                            .process(exchange -> round.emitted(exchange));
                }
            }
        };
    }

    private String callbacks(SoakGroup group) {
        return group == SoakGroup.WEBHOOKS ? "&webhookExternalUrl=http://127.0.0.1:" + port.getPort() : "";
    }

    /** Whom the ends of jobs are for from now on. */
    public void begin(SoakRound next) {
        round = next;
    }

    public void send(SoakOrder order, Consumer<Exchange> answered) {
        AsyncProducer producer = producers.get(order.group.route(order.way));
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody("https://example.com/photo.jpg");
        exchange.getMessage().setHeader("order", order.key);
        exchange.getMessage().setHeader(PixelForgeConstants.PROMPT, SoakOrder.prompt(order.key));
        if (order.pictures > 1) {
            exchange.getMessage().setHeader(PixelForgeConstants.NUM_IMAGES, order.pictures);
        }
        producer.process(exchange, doneSync -> answered.accept(exchange));
    }

    /** Asks one of the operations that only look. */
    public Exchange look(String operation, SoakGroup group, String requestId) {
        return context.createFluentProducerTemplate()
                .to("pixelforge:" + operation + "?jobGroup=" + group + "&jobRepository=#bean:" + group.repository)
                .withBody(requestId)
                .send();
    }

    public JobRepository repository(SoakGroup group) {
        return repositories.get(group.repository);
    }

    public List<JobRepository> repositories() {
        return List.copyOf(repositories.values());
    }

    /** What of each group is not yet over and done with. */
    public List<JobCounts> counts() {
        return Stream.of(SoakGroup.values())
                .map(group -> repository(group).count(group.name()))
                .toList();
    }

    public JobTracker tracker(JobRepository repository) {
        return ComponentSeams.tracker(component(), repository);
    }

    public PixelForgeComponent component() {
        return context.getComponent("pixelforge", PixelForgeComponent.class);
    }

    @Override
    public void close() {
        context.stop();
        pool.close();
        spy.close();
        sandbox.close();
    }
}
