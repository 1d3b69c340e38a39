package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Camel's own management server, set up as docs/operating.md says, shows health and meters. */
class ObservedOverHttpTest {

    private static final Path DOCS = Path.of("..", "docs", "operating.md");
    private static final String RELIGHT =
            "pixelforge:relight?prompt=Soft light&awaitCompletion=true&pollInterval=20&jobGroup=";
    private static final String PHOTO = "https://example.com/photo.jpg";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    static final AvailablePortFinder.Port PORT = AvailablePortFinder.find();

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ZERO)
            .processingTime(Duration.ofMillis(20))
            .build());

    private static final Main MAIN = new Main();

    @BeforeAll
    static void start() throws Exception {
        MAIN.setDefaultPropertyPlaceholderLocation("false");
        documentedProperties().forEach((name, value) -> MAIN.addInitialProperty((String) name, (String) value));
        MAIN.addInitialProperty("camel.management.port", String.valueOf(PORT.getPort()));
        MAIN.addInitialProperty("camel.component.pixelforge.apiKey", "test-key-0123456789abcdef");
        MAIN.addInitialProperty("camel.component.pixelforge.gatewayUrl", GATEWAY.url());
        MAIN.addInitialProperty("camel.component.pixelforge.initialPollDelay", "20");
        MAIN.start();
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
    }

    @Test
    void metersAreThereForPrometheus() throws Exception {
        submit("measured");

        String metrics = get("/observe/metrics").body();
        assertThat(metrics)
                .contains("camel_pixelforge_jobs_submitted_total{group=\"measured\",operation=\"relight\"} 1.0")
                .contains("camel_pixelforge_jobs_completed_total{group=\"measured\",operation=\"relight\","
                        + "status=\"COMPLETED\"} 1.0")
                .contains(
                        "camel_pixelforge_jobs_charged_total{charged=\"yes\",group=\"measured\",operation=\"relight\"} 1.0")
                .contains("camel_pixelforge_jobs_pending{group=\"measured\"} 0.0")
                .contains("camel_pixelforge_requests_seconds_count{call=\"relight\",code=\"202\"} ")
                .contains("camel_pixelforge_detection_lag_seconds_count{detectedBy=\"poll\"} ");
    }

    @Test
    void healthSaysWhatIsWrongAndIsStillReady() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(401));
        submit("refused");

        HttpResponse<String> down = get("/observe/health?data=true");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(check(down, "pixelforge-key").get("status").asText()).isEqualTo("DOWN");
        assertThat(check(down, "pixelforge-key")
                        .get("data")
                        .get("refused.since")
                        .asText())
                .startsWith("20");
        assertThat(check(down, "pixelforge-gateway").get("status").asText()).isEqualTo("UP");
        assertThat(down.body()).contains("Set the option apiKey").doesNotContain("test-key-0123456789abcdef");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);

        submit("refused");

        await().untilAsserted(
                        () -> assertThat(get("/observe/health").statusCode()).isEqualTo(200));
        assertThat(get("/observe/health").body()).contains("pixelforge-gateway", "pixelforge-undecided");
    }

    private static Properties documentedProperties() throws IOException {
        Matcher block =
                Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCS));
        assertThat(block.find()).isTrue();
        Properties properties = new Properties();
        properties.load(new StringReader(block.group(1)));
        return properties;
    }

    private static JsonNode check(HttpResponse<String> health, String id) throws IOException {
        for (JsonNode check : new ObjectMapper().readTree(health.body()).get("checks")) {
            if (check.get("name").asText().equals(id)) {
                return check;
            }
        }
        throw new AssertionError("There is no " + id + " in " + health.body());
    }

    private static void submit(String group) throws Exception {
        MAIN.getCamelTemplate().request(RELIGHT + group, e -> e.getMessage().setBody(PHOTO));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT.getPort() + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
