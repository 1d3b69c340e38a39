package io.pixelforge.camel;

import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.images.EndpointImagePublisher;
import io.pixelforge.camel.images.ImagePublisher;
import io.pixelforge.camel.images.MediaDownloader;
import io.pixelforge.camel.images.PublicHosts;
import io.pixelforge.camel.jobs.Scope;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** Generate and relight pictures with PixelForge, a paid image service with a queue. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "pixelforge",
        title = "PixelForge",
        syntax = "pixelforge:operation",
        category = {Category.AI, Category.CLOUD},
        headersClass = PixelForgeConstants.class)
public class PixelForgeEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    @UriPath(description = "What to do. Only relight can be consumed from.")
    @Metadata(required = true)
    private final PixelForgeOperation operation;

    @UriParam
    private final PixelForgeConfiguration configuration;

    private Connection connection;
    private MediaDownloader downloader;
    private ProducerTemplate template;
    private Endpoint publishEndpoint;

    PixelForgeEndpoint(
            String uri,
            PixelForgeComponent component,
            PixelForgeOperation operation,
            PixelForgeConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new PixelForgeProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (operation != PixelForgeOperation.relight) {
            throw new IllegalArgumentException("pixelforge:" + operation
                    + " can only be sent to. To get the ends of jobs write from(\"pixelforge:relight\").");
        }
        PixelForgeConsumer consumer = new PixelForgeConsumer(this, processor);
        configureConsumer(consumer);
        consumer.setMaxMessagesPerPoll(configuration.getMaxMessagesPerPoll());
        return consumer;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (operation.isPaid() && configuration.getPublishUri() != null) {
            publishEndpoint = publishEndpoint(configuration.getPublishUri());
        }
    }

    /** Already now, as that of a step of the route would be: a Kamelet that is made later may not be started. */
    private Endpoint publishEndpoint(String uri) {
        try {
            return CamelContextHelper.getMandatoryEndpoint(getCamelContext(), uri);
        } catch (RuntimeException e) {
            boolean kamelet = uri.startsWith("kamelet:") && getCamelContext().hasComponent("kamelet") == null;
            throw new IllegalArgumentException(
                    "The option publishUri cannot be used: " + e.getMessage()
                            + (kamelet ? " Add camel-kamelet, which Kamelets need." : ""),
                    e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // What is inside of a split or multicast is started while the context is initialized, before its components.
        ServiceHelper.startService(getComponent());
        Engine engine = getComponent().engine();
        URI gatewayUrl = new URI(configuration.getGatewayUrl());
        Scope scope = new Scope(configuration.getJobGroup(), ConfigurationCheck.origin(gatewayUrl));
        GatewayClient client = new GatewayClient(
                engine.client(
                                settings("gateway"),
                                () -> HttpClients.gateway(
                                        getCamelContext(),
                                        gatewayUrl,
                                        configuration.getHttpOptions(),
                                        configuration.getSslContextParameters(),
                                        getComponent().maxConcurrentRequests()))
                        .getHttpClient(),
                gatewayUrl,
                configuration.currentKey(),
                engine.pace(scope.origin(), configuration.keySource()),
                engine.timer(),
                engine.clock(),
                engine.observation().openCalls(scope));
        getComponent().applyLimit();
        connection = new Connection(
                scope,
                client,
                engine.calls(),
                engine.tracker(configuration.getJobRepository()),
                engine.watcher(),
                engine.routeThreads());
        if (operation != PixelForgeOperation.status) {
            engine.observation().open(scope.group(), connection.tracker());
        }
        if (operation.isPaid()) {
            engine.observation().openOperation(scope.group(), operation.name());
        }
        if (tracks()) {
            connection.tracker().open(scope, client, configuration.keySource());
            connection.watcher().open(scope, client, configuration.keySource());
        }
        if (configuration.isDownload()) {
            HttpEndpoint media = engine.client(
                    settings("media"),
                    () -> HttpClients.media(
                            getCamelContext(),
                            configuration.getHttpOptions(),
                            configuration.getSslContextParameters(),
                            getComponent().maxConcurrentRequests()));
            downloader = new MediaDownloader(
                    getCamelContext(),
                    media.getHttpClient(),
                    new PublicHosts(configuration.getMediaHosts(), ConfigurationCheck.isLoopback(gatewayUrl)),
                    configuration.getMaxDownloadSize(),
                    engine.timer(),
                    engine.clock());
        }
        if (configuration.getPublishUri() != null) {
            template = getCamelContext().createProducerTemplate();
            ServiceHelper.startService(template);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (connection != null) {
            getComponent().engine().observation().closeCalls(connection.scope());
        }
        if (connection != null && tracks()) {
            connection.tracker().close(connection.scope(), connection.client());
            connection.watcher().close(connection.scope(), connection.client());
        }
        connection = null;
        ServiceHelper.stopService(template);
        super.doStop();
    }

    private boolean tracks() {
        return operation == PixelForgeOperation.relight || operation == PixelForgeOperation.await;
    }

    private List<Object> settings(String purpose) {
        return Arrays.asList(
                purpose,
                configuration.getGatewayUrl(),
                configuration.getHttpOptions(),
                getComponent().maxConcurrentRequests(),
                configuration.getSslContextParameters());
    }

    /** What it works with while it is started. */
    Connection connection() {
        return connection;
    }

    /** @param callbackUrl what {@link #openCallbacks} has returned */
    Operation operation(String callbackUrl) {
        return switch (operation) {
            case generate -> new GenerateOperation(connection, configuration, idempotentKey(), publishing(), clock());
            case relight ->
                new RelightOperation(connection, configuration, idempotentKey(), publishing(), clock(), callbackUrl);
            case status -> new StatusOperation(connection, new RequestIds(configuration.getRequestId()));
            case await ->
                new AwaitOperation(
                        connection, new RequestIds(configuration.getRequestId()), configuration.submitOptions(0));
        };
    }

    /**
     * Has the path for callbacks served while a producer or consumer runs.
     *
     * @return what the service calls back, without a token; {@code null} if it is to call nothing
     */
    String openCallbacks() throws Exception {
        if (operation != PixelForgeOperation.relight || configuration.getWebhookExternalUrl() == null) {
            return null;
        }
        String path = getComponent().engine().callbackPaths().open(configuration.getWebhookPath());
        return configuration.getWebhookExternalUrl().replaceFirst("/+$", "") + path;
    }

    /** Ends what {@link #openCallbacks} began. */
    void closeCallbacks() {
        getComponent().engine().callbackPaths().close(configuration.getWebhookPath());
    }

    OutcomeWriter writer() {
        return new OutcomeWriter(getComponent().engine().downloads(), downloader);
    }

    private Clock clock() {
        return getComponent().engine().clock();
    }

    private Expression idempotentKey() {
        String key = configuration.getIdempotentKey();
        return key == null ? null : getCamelContext().resolveLanguage("simple").createExpression(key);
    }

    private Publishing publishing() {
        ImagePublisher publisher = configuration.getPublishUri() == null
                ? configuration.getImagePublisher()
                : new EndpointImagePublisher(template, publishEndpoint);
        return new Publishing(publisher, URI.create(configuration.getGatewayUrl()));
    }

    @Override
    public PixelForgeComponent getComponent() {
        return (PixelForgeComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getGatewayUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "rest";
    }

    public PixelForgeOperation getOperation() {
        return operation;
    }

    public PixelForgeConfiguration getConfiguration() {
        return configuration;
    }
}
