package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.faults.FaultName;
import io.pixelforge.sandbox.http.CallKind;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/** The page at {@code /} without a browser. */
class PageTest {

    private static final SettableClock CLOCK = new SettableClock();

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .clock(CLOCK)
            .queueTime(Duration.ofSeconds(10))
            .processingTime(Duration.ofSeconds(20))
            .build());

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sandbox/page.css", "/sandbox/page.js", "/sandbox/icon.svg", "/sandbox/state"})
    void nothingFromElsewhereMayComeIn(String path) {
        Reply reply = client.get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Security-Policy"))
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void thePageIsHtmlWithFilesOfItsOwnAndNothingInline() {
        Reply page = client.get("/");

        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        List<String> links = Pattern.compile("(?:src|href)=\"([^\"#]+)\"")
                .matcher(page.text())
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(links).contains("/sandbox/page.js", "/sandbox/page.css");
        assertThat(links)
                .allSatisfy(link -> assertThat(client.get(link).status()).isEqualTo(200));
        assertThat(page.text()).doesNotContain("<style", "style=", "<script>").doesNotContainPattern(" on\\w+=");
        assertThat(client.get("/sandbox/page.js").text()).doesNotContain("innerHTML", "insertAdjacentHTML", "eval(");
    }

    @Test
    void everyFaultHasANameThatIsOffered() {
        List<String> names =
                Arrays.stream(FaultName.values()).map(FaultName::word).toList();
        List<String> factories = Arrays.stream(Fault.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Fault.class)
                .map(Method::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();

        assertThat(names).containsExactlyInAnyOrderElementsOf(factories);
        assertThat(client.get("/sandbox/faults/names").json().get("faults").findValuesAsText("fault"))
                .containsExactlyElementsOf(names);
    }

    @Test
    void aFaultIsShownAndTakenBackByItsNumber() {
        sandbox.faults().on(CallKind.STATUS).always().play(Fault.reset());
        Reply on = client.post("/sandbox/faults", """
                {"on": "submit", "times": 2, "fault": "status", "status": 429, "retry_after": 3, "containing": "order 7",
                 "delayed": "1500ms"}""");
        String number = on.field("number");

        JsonNode faults = client.get("/sandbox/faults").json().get("faults");
        assertThat(faults.get(0).toString())
                .isEqualTo("{\"number\":" + number
                        + ",\"on\":\"submit\",\"fault\":\"status 429, Retry-After: 3, delayed 1500ms\","
                        + "\"left\":2,\"probability\":1.0,\"request\":\"\",\"containing\":\"order 7\"}");
        assertThat(faults.get(1).get("fault").asText()).isEqualTo("reset");
        assertThat(faults.get(1).get("left").asInt()).isZero();

        assertThat(client.delete("/sandbox/faults/" + number).field("pending")).isEqualTo("1");
        assertThat(client.delete("/sandbox/faults/" + number).status()).isEqualTo(404);
        assertThat(sandbox.faults().all()).singleElement().satisfies(left -> assertThat(left.fault())
                .isEqualTo("reset"));
    }

    @Test
    void theStateHoldsTheNewestJobsAndViolationsAndCutsLongTexts() {
        client.generate(Client.body("x".repeat(100_000)));
        client.submit(Client.body("sandbox:error"));
        client.submit("{}");
        JsonNode state = client.get("/sandbox/state").json();

        assertThat(state.at("/charged").asInt()).isEqualTo(1);
        assertThat(state.at("/not_charged").asInt()).isEqualTo(1);
        assertThat(state.at("/unfinished").asInt()).isEqualTo(1);
        assertThat(state.at("/jobs").findValuesAsText("prompt"))
                .containsExactlyInAnyOrder("x".repeat(800) + "…", "sandbox:error");
        assertThat(state.at("/violations/0/faults").asText()).contains("prompt is required");

        for (int i = 0; i < 60; i++) {
            CLOCK.forward(Duration.ofSeconds(1));
            client.submit(Client.body("job " + i));
            client.submit("{}");
        }
        JsonNode later = client.get("/sandbox/state").json();
        assertThat(later.at("/job_count").asInt()).isEqualTo(62);
        assertThat(later.at("/jobs")).hasSize(50);
        assertThat(later.at("/jobs/0/prompt").asText()).isEqualTo("job 59");
        assertThat(later.at("/violation_count").asInt()).isEqualTo(61);
        assertThat(later.at("/violations")).hasSize(50);
        assertThat(later.at("/violations/0/number").asInt()).isEqualTo(61);
        assertThat(later.at("/unfinished").asInt()).isEqualTo(30);
    }

    @Test
    void theKeyIsAskedForOnlyWhereOneIsNeeded() {
        assertThat(client.get("/sandbox/state").json().get("key_needed").asBoolean())
                .isFalse();
        try (PixelForgeSandbox locked = new PixelForgeSandbox(
                        SandboxOptions.builder().apiKeys("known-to-few").build())
                .start()) {
            Reply state = new Client(locked).get("/sandbox/state");
            assertThat(state.json().get("key_needed").asBoolean()).isTrue();
            assertThat(state.text()).doesNotContain("known-to-few");
        }
    }

    @Test
    void aJobHasSmallPicturesOfBeforeAndAfter() {
        String photo = sandbox.upload("ball.png", Pictures.png(300, 300)).toString();
        String id = client.submitted(
                "Warm light", "image_urls", List.of(photo), "image_size", "landscape_16_9", "num_images", 2);
        String pictures = "/sandbox/jobs/" + id;

        Reply before = client.get(pictures + "/before");
        assertThat(before.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(Pictures.read(before.body()).getWidth()).isEqualTo(480);
        assertThat(Pictures.read(before.body()).getHeight()).isEqualTo(270);
        assertThat(client.get(pictures + "/after/1").status()).isEqualTo(404);

        CLOCK.forward(Duration.ofSeconds(30));
        Reply after = client.get(pictures + "/after/2");
        assertThat(Pictures.warmth(Pictures.read(after.body())))
                .isGreaterThan(Pictures.warmth(Pictures.read(before.body())) + 5);
        assertThat(client.get(pictures + "/after/3").status()).isEqualTo(404);
        assertThat(client.get("/sandbox/jobs/other/before").status()).isEqualTo(404);
        assertThat(sandbox.counters().mediaCalls() + sandbox.counters().uploadCalls())
                .isZero();
    }

    @Test
    void aPictureThatCannotBeReadIsNotThere() {
        String url = sandbox.upload("notes.txt", "no picture".getBytes()).toString();
        String id = client.submitted("Warm light", "image_urls", List.of(url));

        assertThat(client.get("/sandbox/jobs/" + id + "/before").status()).isEqualTo(404);
    }
}
