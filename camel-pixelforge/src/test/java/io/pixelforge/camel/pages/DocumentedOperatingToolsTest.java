package io.pixelforge.camel.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/operating-tools.md tells users to set, to call and to read is so. */
class DocumentedOperatingToolsTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofMillis(20))
            .processingTime(Duration.ofMillis(20))
            .build());

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    private static final SdkTracerProvider TRACING = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
            .build();
    private static final Main MAIN = new Main();

    private static String document;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        document = Files.readString(Path.of("..", "docs", "operating-tools.md"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(blocks("properties").collect(Collectors.joining("\n"))));
        assertThat(properties).hasSize(5);
        properties.setProperty("camel.management.port", String.valueOf(port));
        properties.setProperty("camel.main.name", "camel-1");
        properties.setProperty("camel.component.pixelforge.apiKey", "test-key-0123456789abcdef");
        properties.setProperty("camel.component.pixelforge.gatewayUrl", GATEWAY.url());
        properties.setProperty("camel.component.pixelforge.initialPollDelay", "20");
        MAIN.setInitialProperties(properties);
        MAIN.bind("tracer", TRACING.get("test"));
        MAIN.bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        MAIN.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:photos").to("pixelforge:relight?prompt=Soft light");
                from("pixelforge:relight?delay=20&download=true").to("mock:done");
            }
        });
        MAIN.start();
        MAIN.getCamelTemplate().sendBody("direct:photos", "https://example.com/photo.jpg");
        await().until(() -> SPANS.getFinishedSpanItems().stream()
                .anyMatch(span -> "EVENT_RECEIVED".equals(attribute(span, "op"))
                        && span.getName().startsWith("pixelforge")));
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
        TRACING.close();
    }

    @Test
    void theSpansHaveTheirNamesAndAttributes() {
        List<SpanData> spans = SPANS.getFinishedSpanItems();

        assertThat(spans)
                .extracting(SpanData::getName)
                .filteredOn(name -> name.startsWith("pixelforge"))
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
        assertThat(spans)
                .extracting(SpanData::getName)
                .contains("pixelforge:relight", "pixelforge:relight call", "pixelforge download");
        assertThat(spans)
                .extracting(SpanData::getTraceId)
                .containsOnly(spans.get(0).getTraceId());
        Set<String> attributes = new TreeSet<>();
        spans.forEach(span -> span.getAttributes().forEach((key, value) -> attributes.add(key.getKey())));
        assertThat(attributes)
                .filteredOn(name -> name.startsWith("pixelforge."))
                .containsExactlyElementsOf(new TreeSet<>(names("pixelforge\\.\\w+")));
    }

    @Test
    void theConsoleIsServed() throws Exception {
        String url = Pattern.compile("curl -H 'Accept: application/json' '(.*?)'")
                .matcher(document)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url.replace("9876", String.valueOf(port))))
                                .header("Accept", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(answer).contains("\"group\":\"default\"").contains("\"condition\":\"ANSWERING\"");
        for (String name : List.of(
                "callsRunning", "callsWaiting", "callbacksAnswered", "callbacksMissing", "groups", "undecided")) {
            assertThat(document).contains("`" + name + "`");
            assertThat(answer).contains("\"" + name + "\":");
        }
    }

    @Test
    void theMBeanHasWhatTheTablesSay() throws Exception {
        ObjectName component =
                new ObjectName(names("org\\.apache\\.camel:[^`]+").get(0));

        TabularData groups = (TabularData) SERVER.getAttribute(component, "Groups");
        assertThat(groups.getTabularType().getRowType().keySet())
                .allSatisfy(column -> assertThat(document).contains("`" + column + "`"));
        assertThat(ComponentSeams.jobColumns())
                .allSatisfy(column -> assertThat(document).contains("`" + column + "`"));
        List<String> documented = Pattern.compile("(?m)^\\| `(\\w+)\\((.*?)\\)`")
                .matcher(document)
                .results()
                .map((MatchResult row) -> row.group(1) + " " + row.group(2).split(", ").length)
                .toList();
        assertThat(Arrays.stream(SERVER.getMBeanInfo(component).getOperations())
                        .map(operation -> operation.getName() + " " + operation.getSignature().length)
                        .filter(operation -> !operation.matches("(get|is|verify).*"))) // attributes, and Camel's own
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    private static Stream<String> blocks(String language) {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(document)
                .results()
                .map(block -> block.group(1));
    }

    /** All of a kind that stand in the document as code. */
    private static List<String> names(String pattern) {
        return Pattern.compile("`(" + pattern + ")`")
                .matcher(document)
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
