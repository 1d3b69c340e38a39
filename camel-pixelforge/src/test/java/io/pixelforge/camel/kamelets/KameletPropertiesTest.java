package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeEndpoint;
import io.pixelforge.camel.PixelForgeEndpointConfigurer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is given to a Kamelet becomes the options of its endpoint, and nothing else does. */
class KameletPropertiesTest extends KameletTestSupport {

    /** Of each property a value that is not its default, as it is written and as the endpoint has it. */
    private static final Map<String, Object> SAMPLES = Map.ofEntries(
            Map.entry("apiKey", "a+b&c=d%e?f#g"),
            Map.entry("gatewayUrl", "http://127.0.0.1:1/base"),
            Map.entry("prompt", "Soft & warm + 100% light (a=b?), \"lamp\" #1"),
            Map.entry("imageUrls", "https://example.com/a.jpg?x=1&y=%2F+z,https://example.com/b.jpg"),
            Map.entry("negativePrompt", "noise & grain"),
            Map.entry("imageSize", "1280x720"),
            Map.entry("numImages", 2),
            Map.entry("outputFormat", "jpeg"),
            Map.entry("numInferenceSteps", 30),
            Map.entry("guidanceScale", 7.5),
            Map.entry("acceleration", "none"),
            Map.entry("enableSafetyChecker", false),
            Map.entry("loras", "https://example.com/lora?a=1&b=2@0.5"),
            Map.entry("idempotentKey", "${header.orderId}/${header.line}"),
            Map.entry("onUnknown", PixelForgeConfiguration.OnUnknown.resubmit),
            Map.entry("jobGroup", "a & b"),
            Map.entry("publishUri", "direct:publish?timeout=1000&block=false"),
            Map.entry("completionTimeout", 61000L),
            Map.entry("initialPollDelay", 62000L),
            Map.entry("pollInterval", 63000L),
            Map.entry("maxPollInterval", 64000L),
            Map.entry("maxInFlight", 10),
            Map.entry("whenFull", PixelForgeConfiguration.WhenFull.reject),
            Map.entry("saveHeaders", "order*,line"),
            Map.entry("download", true),
            Map.entry("throwExceptionOnFailure", false),
            Map.entry("maxDownloadSize", 1000L),
            Map.entry("mediaHosts", "cdn.example.com:8443"),
            Map.entry("includeProgress", true),
            Map.entry("maximumRedeliveries", 3),
            Map.entry("redeliveryDelay", 65000L),
            Map.entry("concurrentConsumers", 4),
            Map.entry("maxMessagesPerPoll", 50));

    private final PropertyConfigurerGetter options = new PixelForgeEndpointConfigurer();

    static List<KameletDefinition> kamelets() {
        return KameletDefinition.all().toList();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setAutoStartup(false); // the sample gateway does not exist
        return context;
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void allGivenAsAnEndpoint(KameletDefinition kamelet) throws Exception {
        load(route(kamelet, parameters(kamelet)));

        assertHasTheSamples(kamelet);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void allGivenAsProperties(KameletDefinition kamelet) throws Exception {
        kamelet.properties().keySet().forEach(name -> context.getPropertiesComponent()
                .addInitialProperty(
                        "camel.kamelet." + kamelet.name() + "." + name,
                        SAMPLES.get(name).toString()));

        load(route(kamelet, "{}"));

        assertHasTheSamples(kamelet);
    }

    private void assertHasTheSamples(KameletDefinition kamelet) {
        assertThat(endpoints()).hasSize(1);
        kamelet.properties()
                .keySet()
                .forEach(name ->
                        assertThat(option(endpoints().get(0), name)).as(name).isEqualTo(SAMPLES.get(name)));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void onlyWhatMustBeGiven(KameletDefinition kamelet) throws Exception {
        load(route(kamelet, "{ apiKey: $key }"));

        PixelForgeEndpoint plain = context.getEndpoint("pixelforge:relight?apiKey=" + KEY, PixelForgeEndpoint.class);
        PixelForgeEndpoint made = endpoints().stream()
                .filter(endpoint -> endpoint != plain)
                .findFirst()
                .orElseThrow();
        kamelet.properties()
                .keySet()
                .forEach(name -> assertThat(option(made, name)).as(name).isEqualTo(option(plain, name)));
        assertThat(ComponentSeams.requestParameters(made.getConfiguration())).isEmpty();
    }

    /** Those that an application sets once for all. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void whatWasLeftOutIsThatOfTheComponent(KameletDefinition kamelet) throws Exception {
        PixelForgeConfiguration all =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        all.setGatewayUrl("http://127.0.0.1:2");
        all.setJobGroup("ours");
        all.setMaxInFlight(7);
        all.setWhenFull(PixelForgeConfiguration.WhenFull.reject);
        all.setMaxDownloadSize(9);
        all.setMediaHosts("cdn.example.com");
        all.setPublishUri("direct:publish");

        load(route(kamelet, "{ apiKey: $key }"));

        PixelForgeConfiguration made = endpoints().get(0).getConfiguration();
        assertThat(made.getGatewayUrl()).isEqualTo("http://127.0.0.1:2");
        assertThat(made.getJobGroup()).isEqualTo("ours");
        assertThat(made.getMaxInFlight()).isEqualTo(7);
        assertThat(made.getWhenFull()).isEqualTo(PixelForgeConfiguration.WhenFull.reject);
        assertThat(made.getMaxDownloadSize()).isEqualTo(9);
        assertThat(made.getMediaHosts()).isEqualTo("cdn.example.com");
        assertThat(made.getPublishUri()).isEqualTo("direct:publish");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void withoutTheKeyIsAnErrorThatNamesIt(KameletDefinition kamelet) {
        assertThatThrownBy(() -> load(route(kamelet, "{ jobGroup: orders }")))
                .rootCause()
                .hasMessageContaining("The option apiKey is missing");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void keyAndPublisherMayBeBeansOfTheComponent(KameletDefinition kamelet) throws Exception {
        PixelForgeConfiguration all =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        all.setApiKeySupplier(() -> KEY);
        all.setImagePublisher(exchange -> URI.create(PHOTO));

        load(route(kamelet, "{ jobGroup: orders }"));

        assertThat(endpoints().get(0).getConfiguration().getApiKeySupplier()).isSameAs(all.getApiKeySupplier());
        assertThat(endpoints().get(0).getConfiguration().getImagePublisher()).isSameAs(all.getImagePublisher());
        assertThat(endpoints().get(0).getConfiguration().getApiKey()).isNull();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aWrongValueIsAnErrorThatNamesTheOption(KameletDefinition kamelet) {
        assertThatThrownBy(() -> load(route(kamelet, "{ apiKey: $key, gatewayUrl: 'http://gateway.example' }")))
                .rootCause()
                .hasMessageContaining("gatewayUrl must be an https URL");
    }

    private Object option(PixelForgeEndpoint endpoint, String name) {
        return options.getOptionValue(endpoint, name, false);
    }

    private static String parameters(KameletDefinition kamelet) {
        return kamelet.properties().keySet().stream()
                .map(name -> name + ": " + "'RAW(" + SAMPLES.get(name) + ")'")
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String route(KameletDefinition kamelet, String parameters) {
        String from = kamelet.type().equals("source") ? "kamelet:" + kamelet.name() : "direct:start";
        String to = kamelet.type().equals("source") ? "mock:end" : "kamelet:" + kamelet.name();
        return """
                - route:
                    from:
                      uri: %s
                      parameters: %s
                      steps:
                        - to:
                            uri: %s
                            parameters: %s
                """.formatted(
                        from,
                        kamelet.type().equals("source") ? parameters : "{}",
                        to,
                        kamelet.type().equals("source") ? "{}" : parameters);
    }
}
