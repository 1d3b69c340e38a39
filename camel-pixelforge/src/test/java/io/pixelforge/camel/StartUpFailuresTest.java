package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pixelforge.camel.images.ImagePublisher;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import java.net.URI;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.stub.StubEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work fails when routes start, with a message that says what to write instead. */
class StartUpFailuresTest {

    private static final String KEY = "test-key-0123456789abcdef";

    static final List<Arguments> OPTIONS = List.of(
            Arguments.of("prompt=RAW(" + "x".repeat(801) + ")", "The option prompt must have at most 800 characters"),
            Arguments.of("imageUrls=photo.jpg", "The option imageUrls must hold absolute http or https URLs"),
            Arguments.of("imageSize=huge", "The option imageSize must be one of square_hd"),
            Arguments.of("numInferenceSteps=0", "The option numInferenceSteps must be a whole number from 1 to 150"),
            Arguments.of("numInferenceSteps=151", "The option numInferenceSteps must be a whole number from 1 to 150"),
            Arguments.of("guidanceScale=0.5", "The option guidanceScale must be a number from 1 to 20"),
            Arguments.of("guidanceScale=20.5", "The option guidanceScale must be a number from 1 to 20"),
            Arguments.of("numImages=0", "The option numImages must be a whole number from 1 to 4"),
            Arguments.of("numImages=5", "The option numImages must be a whole number from 1 to 4"),
            Arguments.of("outputFormat=gif", "The option outputFormat must be one of jpeg, png"),
            Arguments.of("acceleration=high", "The option acceleration must be one of none, regular"),
            Arguments.of("loras=l@3", "The option loras must have a scale that is a number from 0 to 2"),
            Arguments.of("loras=a,b,c,d", "The option loras must have at most 3 entries, has 4"),
            Arguments.of("webhook=http://a.example", "The option webhook must be an absolute https URL"),
            Arguments.of("webhookEventsFilter=end", "The option webhookEventsFilter must be one of start, complete, *"),
            Arguments.of("webhookExternalUrl=http://photos.example.com", "webhookExternalUrl must be an https URL"),
            Arguments.of("webhookExternalUrl=https://a.example?key=b", "webhookExternalUrl must be an https URL"),
            Arguments.of("webhookPath=callback", "webhookPath must be a path"),
            Arguments.of("webhookPath=RAW(/{token})", "webhookPath must be a path"),
            Arguments.of("webhookFallbackInterval=0", "webhookFallbackInterval must be 1 or more"),
            Arguments.of("initialPollDelay=-1", "initialPollDelay must be 0 or more"),
            Arguments.of("pollInterval=0", "pollInterval must be 1 or more"),
            Arguments.of("pollInterval=10s&maxPollInterval=5s", "maxPollInterval must be 10000 or more"),
            Arguments.of("completionTimeout=0", "completionTimeout must be 1 or more"),
            Arguments.of("retention=-1", "retention must be 0 or more"),
            Arguments.of("redeliveryDelay=-1", "redeliveryDelay must be 0 or more"),
            Arguments.of("maxDownloadSize=0", "maxDownloadSize must be 1 or more"),
            Arguments.of("mediaHosts=https://cdn.example", "mediaHosts must hold hosts such as"),
            Arguments.of("mediaHosts=cdn.example/a", "but has 'cdn.example/a'"),
            Arguments.of("mediaHosts=a.example,,b.example", "mediaHosts must hold hosts such as"),
            Arguments.of(
                    "download=true&http.proxyHost=proxy&http.proxyPort=1", "mediaHosts is missing: behind a proxy"),
            Arguments.of("concurrentConsumers=0", "concurrentConsumers must be 1 or more"),
            Arguments.of("maxMessagesPerPoll=-1", "maxMessagesPerPoll must be 0 or more"),
            Arguments.of("maxConcurrentRequests=0", "maxConcurrentRequests must be 1 or more"),
            Arguments.of("maxRequestsPerSecond=-1", "maxRequestsPerSecond must be 0 or more"),
            Arguments.of("maxRequestsPerSecond=NaN", "maxRequestsPerSecond must be 0 or more"),
            Arguments.of("jobGroup=RAW( )", "jobGroup must not be empty"),
            Arguments.of("idempotentKey=RAW( )", "idempotentKey must not be empty"),
            Arguments.of(
                    "saveHeaders=orderId,Authorization,order-token",
                    "The option saveHeaders names Authorization, order-token, which"),
            Arguments.of("saveHeaders=CamelPixelForge*", "The option saveHeaders names CamelPixelForge*, which"),
            Arguments.of("publishUri=nowhere:photos", "The option publishUri cannot be used"),
            Arguments.of("publishUri=kamelet:no-such-action", "classpath:kamelets/no-such-action.kamelet.yaml"),
            Arguments.of("apiKey=RAW(two words)", "apiKey has characters that no key has"),
            Arguments.of(
                    "gatewayUrl=http://gateway.pixazo.ai", "must be an https URL such as https://gateway.pixazo.ai"),
            Arguments.of("gatewayUrl=ftp://127.0.0.1", "must be an https URL"),
            Arguments.of("gatewayUrl=gateway.pixazo.ai", "must be an https URL"),
            Arguments.of("gatewayUrl=RAW(https://me:pw@gateway.pixazo.ai)", "without user, query and fragment"),
            Arguments.of("gatewayUrl=RAW(https://gateway.pixazo.ai?a=b)", "without user, query and fragment"),
            Arguments.of("gatewayUrl=RAW(http://127.0.0.1.evil.example)", "must be an https URL"),
            Arguments.of("http.followRedirects=true", "http.followRedirects"),
            Arguments.of("http.bridgeEndpoint=true", "http.bridgeEndpoint"),
            Arguments.of("http.proxyHots=proxy", "proxyHost"),
            Arguments.of("http.httpClient.redirectsEnabled=true", "http.httpClient.redirectsEnabled"),
            Arguments.of("http.cookieStore=#x", "http.cookieStore"));

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("OPTIONS")
    void anOptionThatCannotWork(String option, String message) {
        assertThat(failure("direct:in", "pixelforge:relight?apiKey=" + KEY + "&" + option))
                .contains(message)
                .doesNotContain(KEY, "cannot be sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "relight", "status", "await"})
    void aMissingApiKey(String operation) {
        assertThat(failure("direct:in", "pixelforge:" + operation))
                .contains("apiKey is missing")
                .contains("camel.component.pixelforge.apiKey");
    }

    @Test
    void anApiKeyWithALineBreak() {
        PixelForgeConfiguration configuration = configuration();
        configuration.setApiKey(KEY + "\n");

        assertThat(failure("direct:in", "pixelforge:relight"))
                .contains("perhaps a line break at its end")
                .doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pixelforge:relite", "pixelforge:Relight", "pixelforge:relight/now"})
    void anOperationThatDoesNotExist(String uri) {
        assertThat(failure("direct:in", uri + "?apiKey=" + KEY))
                .contains("There is no operation")
                .contains("generate, relight, status, await");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "status", "await"})
    void aConsumerOfAnOtherOperationThanRelight(String operation) {
        assertThat(failure("pixelforge:" + operation + "?apiKey=" + KEY, "mock:out"))
                .contains("can only be sent to")
                .contains("from(\"pixelforge:relight\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate?numImages=2", "status?prompt=p", "await?imageUrls=https://a.example"})
    void aParameterOfAnotherOperation(String path) {
        assertThat(failure("direct:in", "pixelforge:" + path + "&apiKey=" + KEY))
                .contains("The operation " + path.replaceAll("\\?.*", "") + " has no ");
    }

    @Test
    void anOptionThatNobodyKnows() {
        assertThat(failure("direct:in", "pixelforge:relight?promt=p&apiKey=" + KEY))
                .contains("promt")
                .contains("Unknown parameters");
    }

    @Test
    void callbacksWithoutAnHttpServer() {
        context.getRestConfiguration().setComponent("servlet");

        assertThat(failure("direct:in", "pixelforge:relight?webhookExternalUrl=https://a.example&apiKey=" + KEY))
                .contains("webhookExternalUrl is set, but Camel has no HTTP server")
                .contains("Add camel-platform-http-main");
    }

    @Test
    void callbacksWithAnHttpServerThatWasNotStarted() {
        assertThat(failure("direct:in", "pixelforge:relight?webhookExternalUrl=https://a.example&apiKey=" + KEY))
                .contains("webhookExternalUrl is set, but Camel's HTTP server cannot serve its path")
                .contains("camel.server.enabled=true");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        assertThat(failure("direct:in", "pixelforge:relight?numImages=5&outputFormat=gif&pollInterval=0&http.x=y"))
                .contains("apiKey", "numImages", "outputFormat", "pollInterval", "http.x");
    }

    @Test
    void bothWaysToPublish() {
        context.getRegistry().bind("publisher", (ImagePublisher) exchange -> URI.create("https://a.example"));

        assertThat(failure(
                        "direct:in", "pixelforge:relight?publishUri=direct:p&imagePublisher=#publisher&apiKey=" + KEY))
                .contains("publishUri and imagePublisher exclude each other");
    }

    @Test
    void aKameletThatPublishesWithoutTheComponentOfKamelets() {
        ComponentResolver resolver = PluginHelper.getComponentResolver(context);
        context.getCamelContextExtension()
                .addContextPlugin(
                        ComponentResolver.class,
                        (name, resolving) ->
                                name.equals("kamelet") ? null : resolver.resolveComponent(name, resolving));

        assertThat(failure("direct:in", "pixelforge:relight?publishUri=kamelet:some-action&apiKey=" + KEY))
                .contains("The option publishUri cannot be used")
                .contains("Add camel-kamelet");
    }

    @Test
    void whatPublishesIsMadeAndStartedOnceForAllThatNameIt() throws Exception {
        configuration().setApiKey(KEY);
        start(
                "direct:in",
                "pixelforge:relight?prompt=a&publishUri=stub:photos",
                "pixelforge:generate?prompt=b&publishUri=stub:photos");

        assertThat(context.getEndpoints())
                .filteredOn(StubEndpoint.class::isInstance)
                .singleElement()
                .satisfies(stub -> assertThat(ServiceHelper.isStarted(stub)).isTrue());
    }

    @Test
    void aRepositoryWithoutADataSource() {
        context.getRegistry().bind("jobs", new JdbcJobRepository());

        assertThat(failure("direct:in", "pixelforge:relight?jobRepository=#jobs&apiKey=" + KEY))
                .contains("JdbcJobRepository needs a DataSource")
                .contains("There are 0");
    }

    @Test
    void twoGatewaysInOneGroup() {
        configuration().setApiKey(KEY);

        assertThat(failure(
                        "direct:a",
                        "pixelforge:relight?gatewayUrl=http://127.0.0.1:1",
                        "pixelforge:relight?gatewayUrl=http://127.0.0.1:2"))
                .contains("The jobGroup default is used with the gateway")
                .contains("Give each gateway a jobGroup of its own");
    }

    @Test
    void twoKeysInOneGroup() {
        assertThat(failure("direct:a", "pixelforge:relight?apiKey=key-one", "pixelforge:relight?apiKey=key-two"))
                .contains("two different values of apiKey")
                .doesNotContain("key-one", "key-two");
    }

    @Test
    void twoGatewaysInTwoGroupsAreFine() throws Exception {
        configuration().setApiKey(KEY);
        start(
                "direct:a",
                "pixelforge:relight?jobGroup=a&gatewayUrl=http://127.0.0.1:1",
                "pixelforge:relight?jobGroup=b&gatewayUrl=http://127.0.0.1:2");

        assertThat(context.isStarted()).isTrue();
    }

    @Test
    void limitsThatContradictEachOther() {
        configuration().setApiKey(KEY);

        assertThat(failure(
                        "direct:a",
                        "pixelforge:relight?maxConcurrentRequests=3",
                        "pixelforge:status?maxConcurrentRequests=4"))
                .contains("maxConcurrentRequests")
                .contains("3 on one and 4 on another")
                .contains("Set it on the component");
    }

    @Test
    void anUnreadableHttpOption() {
        assertThat(failure("direct:in", "pixelforge:relight?http.proxyPort=many&apiKey=" + KEY))
                .contains("proxyPort");
    }

    @Test
    void theSameOptionsOfTheComponentFailTheSameWay() {
        PixelForgeConfiguration configuration = configuration();
        configuration.setApiKey(KEY);
        configuration.setNumImages(9);
        configuration.getHttpOptions().put("followRedirects", true);

        assertThat(failure("direct:in", "pixelforge:relight")).contains("The option numImages", "http.followRedirects");
        assertThatThrownBy(() -> context.getEndpoint("pixelforge:relight"))
                .hasMessageContaining("The option numImages must");
    }

    private PixelForgeConfiguration configuration() {
        return context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
    }

    private String failure(String from, String... to) {
        Throwable thrown = catchThrowable(() -> start(from, to));
        assertThat(thrown).isNotNull();
        StringBuilder messages = new StringBuilder();
        for (Throwable cause : ObjectHelper.createExceptionIterable(thrown)) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private void start(String from, String... to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
        context.start();
    }
}
