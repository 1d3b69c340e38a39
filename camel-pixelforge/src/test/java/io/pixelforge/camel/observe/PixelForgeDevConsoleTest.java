package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.main.Main;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the dev console shows, asked for in the registry and over HTTP. */
class PixelForgeDevConsoleTest {

    private static final String KEY = "secret-0123456789abcdef";
    private static final String SIGNATURE = "signature-0123456789abcdef";
    private static final String PHOTO = "https://example.com/photo.jpg?X-Amz-Signature=" + SIGNATURE;

    /** A gateway whose jobs stay where they are. */
    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(
            SandboxOptions.builder().queueTime(Duration.ofHours(1)).build());

    private static final Main MAIN = new Main();

    private static int port;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        MAIN.addInitialProperty("camel.main.devConsoleEnabled", "true");
        MAIN.addInitialProperty("camel.management.enabled", "true");
        MAIN.addInitialProperty("camel.management.devConsoleEnabled", "true");
        MAIN.addInitialProperty("camel.management.port", String.valueOf(port));
        MAIN.addInitialProperty("camel.component.pixelforge.apiKey", KEY);
        MAIN.addInitialProperty("camel.component.pixelforge.gatewayUrl", GATEWAY.url());
        MAIN.addInitialProperty("camel.component.pixelforge.initialPollDelay", "0");
        MAIN.addInitialProperty("camel.component.pixelforge.maxPollInterval", "1h");
        MAIN.addInitialProperty("camel.component.pixelforge.pollInterval", "1h");
        MAIN.start();
        submit("shop", "lost-1", Fault.reset());
        submit("shop", "lost-2", Fault.reset());
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.STATUS)
                .play(Fault.status(500).body("{\"error\":\"Not with " + KEY + " for " + PHOTO + "\"}"));
        submit("shop", "kept", null);
        await().until(() -> !json().at("/components/0/groups/0/lastError").isNull());
    }

    private static void submit(String group, String key, Fault fault) {
        if (fault != null) {
            GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(fault);
        }
        MAIN.getCamelContext()
                .createFluentProducerTemplate()
                .to("pixelforge:relight?prompt=Soft light&jobGroup=" + group + "&idempotentKey=" + key)
                .withBody(PHOTO)
                .send();
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
    }

    @Test
    void asJson() {
        JsonNode component = json().at("/components/0");

        assertThat(component.get("component").textValue()).isEqualTo("pixelforge");
        assertThat(component.get("callsRunning").isInt()).isTrue();
        assertThat(component.get("callsWaiting").intValue()).isZero();
        assertThat(component.get("callbacksAnswered").isObject()).isTrue();
        assertThat(component.get("callbacksMissing").booleanValue()).isFalse();
        JsonNode group = component.at("/groups/0");
        assertThat(group.get("group").textValue()).isEqualTo("shop");
        assertThat(group.get("gateway").textValue()).isEqualTo(GATEWAY.url());
        assertThat(group.get("paused").booleanValue()).isFalse();
        assertThat(group.get("queued").intValue()).isEqualTo(1);
        assertThat(group.get("inDoubt").intValue()).isEqualTo(2);
        assertThat(group.get("parked").intValue()).isZero();
        assertThat(Instant.parse(group.get("oldestPending").textValue())).isBefore(Instant.now());
        assertThat(Instant.parse(group.get("oldestUndecided").textValue())).isBefore(Instant.now());
        assertThat(group.get("condition").textValue()).isEqualTo("ANSWERING");
        assertThat(group.get("lastError").textValue()).contains("HTTP 500");
        assertThat(component.get("undecided").findValuesAsText("idempotentKey")).containsExactly("lost-1", "lost-2");
        assertThat(component.at("/undecided/0/state").textValue()).isEqualTo("UNKNOWN");
    }

    @Test
    void asText() {
        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of());

        assertThat(text)
                .contains("Component: pixelforge\n")
                .contains("\n  groups:\n\n    group: shop\n    gateway: " + GATEWAY.url() + "\n    paused: false\n")
                .contains("\n    queued: 1\n")
                .contains("\n    inDoubt: 2\n")
                .contains("\n    condition: ANSWERING\n")
                .contains("\n  undecided:\n\n    id: ")
                .contains("\n    idempotentKey: lost-1\n")
                .doesNotContain("null");
    }

    @Test
    void overHttp() throws Exception {
        assertThat(get("/q/dev/pixelforge?limit=1", "application/json"))
                .contains("\"pixelforge\":")
                .contains("\"inDoubt\":2")
                .contains("lost-1")
                .doesNotContain("lost-2");
        assertThat(get("/q/dev/pixelforge", "text/plain"))
                .startsWith("PixelForge:\n")
                .contains("lost-2");
        assertThat(get("/q/dev", "text/plain")).contains("pixelforge: Jobs, calls and callbacks of PixelForge");
    }

    @Test
    void aLimitThatMakesNoSenseIsPutRight() {
        assertThat(undecided("0")).isEqualTo(1);
        assertThat(undecided("-7")).isEqualTo(1);
        assertThat(undecided("many")).isEqualTo(2);
        assertThat(undecided("99999")).isEqualTo(2);
    }

    @Test
    void withoutASecret() {
        assertThat(json().toString() + console().call(DevConsole.MediaType.TEXT, Map.of()))
                .contains("shop")
                .contains("Not with xxxxxx for")
                .doesNotContain(KEY)
                .doesNotContain(SIGNATURE);
    }

    private static int undecided(String limit) {
        return json(Map.of("limit", limit)).at("/components/0/undecided").size();
    }

    private static String get(String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static JsonNode json() {
        return json(Map.of());
    }

    private static JsonNode json(Map<String, Object> options) {
        try {
            return new ObjectMapper()
                    .readTree(((JsonObject) console().call(DevConsole.MediaType.JSON, options)).toJson());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DevConsole console() {
        return MAIN.getCamelContext()
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("pixelforge");
    }
}
