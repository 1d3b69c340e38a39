package io.pixelforge.camel.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.LogRecorder;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The key is said to nobody: no log, exception, URI, thread, exchange or stored job, even where a gateway repeats it. */
class KeySecrecyTest {

    private static final String KEY = "secret-0123456789abcdef";
    private static final String PHOTO = "https://example.com/photo.jpg";
    private static final String ECHO = "{\"error\":\"Bad key " + KEY + "\",\"message\":{\"key\":\"" + KEY + "\"}}";

    private static final HttpClientConfigurer LOGGING_HEADERS = builder -> builder.addRequestInterceptorLast(
            (request, entity, context) -> LoggerFactory.getLogger("user").info(Arrays.toString(request.getHeaders())));

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MemoryJobRepository repository = new MemoryJobRepository();
    private final List<String> said = new ArrayList<>();
    private LogRecorder log;

    @BeforeEach
    void record() {
        log = new LogRecorder();
    }

    @AfterEach
    void stop() {
        context.stop();
        log.close();
    }

    @Test
    void ofTheComponent() throws Exception {
        configure().setApiKey(KEY);

        runThroughAllThatCanGoWrong("");

        assertThat(context.getEndpoints()).extracting(Endpoint::getEndpointUri).noneMatch(uri -> uri.contains(KEY));
        assertNotSaid(log.lines());
    }

    /** Camel itself writes the URIs that users have written, at DEBUG and TRACE. */
    @Test
    void ofAnEndpoint() throws Exception {
        configure();

        runThroughAllThatCanGoWrong("&apiKey=" + KEY);

        assertNotSaid(log.lines().stream()
                .filter(line -> !line.matches("(?s)(DEBUG|TRACE) .*? org\\.apache\\.camel\\..*"))
                .toList());
    }

    private PixelForgeConfiguration configure() {
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setGatewayUrl(GATEWAY.url());
        configuration.setJobRepository(repository);
        configuration.setInitialPollDelay(0);
        configuration.setPollInterval(1);
        configuration.setMaxPollInterval(20);
        configuration.getHttpOptions().put("responseTimeout", "1000");
        configuration.getHttpOptions().put("httpClientConfigurer", LOGGING_HEADERS);
        return configuration;
    }

    private void runThroughAllThatCanGoWrong(String key) throws Exception {
        String paid = "?prompt=Soft light&imageUrls=" + PHOTO + key;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?download=true" + key).to("mock:done");
            }
        });
        context.start();

        send("pixelforge:relight" + paid + "&awaitCompletion=true&download=true");
        send("pixelforge:relight" + paid + "&idempotentKey=done");
        send("pixelforge:relight" + paid + "&http.nonsense=x");
        for (CallKind kind : List.of(CallKind.SUBMIT, CallKind.GENERATE)) {
            String operation = kind == CallKind.SUBMIT ? "relight" : "generate";
            for (Fault fault : List.of(
                    Fault.status(400).body(ECHO),
                    Fault.status(401).body(ECHO),
                    Fault.status(403).body(ECHO),
                    Fault.status(500).body(ECHO),
                    Fault.status(503).retryAfter(0).body(ECHO),
                    Fault.redirect("http://127.0.0.1:1/"),
                    Fault.bodyText(ECHO),
                    Fault.bodyText("{\"request_id\":\"" + KEY + "/\",\"error\":\"" + KEY + "\"}"),
                    Fault.bodyText("{\"request_id\":\"id-7\",\"polling_url\":\"https://a.example/?key=" + KEY + "\"}"),
                    Fault.reset(),
                    Fault.delay(Duration.ofSeconds(3)))) {
                GATEWAY.sandbox().faults().on(kind).play(fault);
                send("pixelforge:" + operation + paid + "&idempotentKey=" + operation + fault.hashCode());
            }
        }
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("Failed with " + KEY));
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(Fault.status(500).body(ECHO));
        send("pixelforge:relight" + paid + "&awaitCompletion=true");
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(Fault.status(404).body(ECHO));
        send("pixelforge:status?requestId=id-1" + key);
        await().until(() -> GATEWAY.sandbox().faults().pending() == 0);
    }

    private void send(String uri) {
        Exchange exchange;
        try {
            exchange = context.createFluentProducerTemplate().to(uri).send();
        } catch (RuntimeException e) {
            said.add(stackTrace(e));
            return;
        }
        if (exchange.getException() != null) {
            said.add(stackTrace(exchange.getException()));
        }
        said.add(exchange.getMessage().getHeaders().toString());
        said.add(String.valueOf(exchange.getMessage().getBody()));
        String requestId = exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        Scope scope = ComponentSeams.scope("default", GATEWAY.url());
        repository.findByRequestId(scope, requestId).map(Job::toString).ifPresent(said::add);
        context.getEndpoints().forEach(endpoint -> said.add(endpoint.toString()));
        Thread.getAllStackTraces().keySet().forEach(thread -> said.add(thread.getName()));
    }

    private void assertNotSaid(List<String> lines) {
        assertThat(lines)
                .as("the user logs the headers")
                .anyMatch(line -> line.contains("Ocp-Apim-Subscription-Key: xxxxxx"))
                .anyMatch(line -> line.contains("io.pixelforge.camel"));
        assertThat(said)
                .anyMatch(text -> text.contains("SubmissionUnknownException"))
                .noneMatch(text -> text.contains(KEY));
        assertThat(lines).filteredOn(line -> line.contains(KEY)).isEmpty();
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
