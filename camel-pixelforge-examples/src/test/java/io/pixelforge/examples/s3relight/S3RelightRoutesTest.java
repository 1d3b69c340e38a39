package io.pixelforge.examples.s3relight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class S3RelightRoutesTest {

    private static final byte[] PNG = Drawing.of(1, "png");

    @TempDir
    Path home;

    private PixelForgeSandbox sandbox;
    private Store store;
    private Main camel;

    @BeforeEach
    void startServers() throws Exception {
        sandbox = new PixelForgeSandbox().start();
        store = new Store(home);
    }

    @AfterEach
    void stop() throws Exception {
        if (camel != null) {
            camel.stop();
        }
        store.close();
        sandbox.close();
    }

    private void start(Map<String, String> properties) throws Exception {
        camel = store.start(sandbox, properties);
    }

    @Test
    void aPictureThatIsDroppedASecondTimeIsNotPaidAgain() throws Exception {
        start(Map.of());
        store.put("in/cat.png", PNG);
        store.arrives("out/cat.png");
        Store.until(() -> store.keys("in/").isEmpty());

        store.put("in/cat.png", PNG);

        Store.until(() -> store.keys("in/").isEmpty());
        assertThat(sandbox.ledger().charges()).isEqualTo(1);
        assertThat(sandbox.counters().submits()).isEqualTo(1);
    }

    @Test
    void anotherPictureUnderTheSameNameIsAnotherJobAndBothOriginalsAreKept() throws Exception {
        start(Map.of());
        store.put("in/cat.png", PNG);
        Store.until(() -> store.keys("in/").isEmpty());
        store.put("in/cat.png", Drawing.of(2, "png"));
        Store.until(() -> sandbox.ledger().charges() == 2);

        assertThat(store.keys("originals/")).hasSize(2).allMatch(key -> key.endsWith("/cat.png"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"milk, eggs, \"bread\"", "https://example.com/a.png", "{\"image_urls\": \"https://a.example/a\"}"
            })
    void oneThatIsNoPictureFailsUnpaidAndIsKept(String text) throws Exception {
        start(Map.of());
        store.put("in/notes/list.png", text.getBytes());

        JsonNode report = report("failed/notes/list.png.json");

        assertThat(report.get("picture").asText()).isEqualTo("notes/list.png");
        assertThat(report.get("reason").asText()).contains("list.png").contains("Nothing was sent");
        assertThat(store.get(report.get("original").asText()).asUtf8String()).isEqualTo(text);
        Store.until(() -> store.keys("in/").isEmpty());
        assertThat(sandbox.requests()).isEmpty();
        assertThat(store.keys("failed/")).hasSize(1);
    }

    @Test
    void aJobThatTheServiceFailsSaysWhetherItIsPaid() throws Exception {
        start(Map.of("relight.prompt", "sandbox:fail"));
        store.put("in/cat.png", PNG);

        JsonNode report = report("failed/cat.png.json");

        LedgerEntry paid = sandbox.ledger().entries().get(0);
        assertThat(report.get("requestId").asText()).isEqualTo(paid.id());
        assertThat(report.get("status").asText()).isEqualTo("FAILED");
        assertThat(report.get("charged").asText()).isEqualTo("yes");
        assertThat(report.get("reason").asText()).isNotBlank();
        assertThat(store.keys("out/")).isEmpty();
    }

    @Test
    void aSubmitWhoseAnswerWasLostIsToldAndNotSentAgain() throws Exception {
        sandbox.faults().on(CallKind.SUBMIT).always().play(Fault.acceptedThenReset());
        start(Map.of());
        store.put("in/cat.png", PNG);

        JsonNode report = report("failed/cat.png.json");

        assertThat(report.get("reason").asText()).contains("not known");
        Store.until(() -> store.keys("in/").isEmpty());
        assertThat(sandbox.ledger().charges()).isEqualTo(1);
    }

    @Test
    void whatCannotBeSubmittedNowWaitsInTheBucketAndIsPaidOnceLater() throws Exception {
        sandbox.faults().on(CallKind.SUBMIT).always().play(Fault.status(401));
        start(Map.of("relight.wait", "100"));
        store.put("in/cat.png", PNG);
        Store.until(() -> sandbox.counters().submits() >= 3);
        assertThat(store.keys("in/")).containsExactly("in/cat.png");
        assertThat(store.keys("failed/")).isEmpty();

        sandbox.faults().clear();

        store.arrives("out/cat.png");
        Store.until(() -> store.keys("in/").isEmpty());
        assertThat(sandbox.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aFormatThatIsNotThatOfTheResultGetsItsExtension() throws Exception {
        start(Map.of());
        store.put("in/scan", PNG);

        ResponseBytes<GetObjectResponse> result = store.arrives("out/scan.png");

        assertThat(result.response().contentType()).isEqualTo("image/png");
    }

    @Test
    void emptyFoldersAreRemovedAndHoldNothingUp() throws Exception {
        for (int i = 0; i < 30; i++) {
            store.put("in/" + i + "/", new byte[0]);
        }
        store.put("in/x/cat.png", PNG);
        start(Map.of());

        store.arrives("out/x/cat.png");
        Store.until(() -> store.keys("in/").isEmpty());
        assertThat(store.keys("failed/")).isEmpty();
    }

    @Test
    void withTheKameletACopyIsPublished() throws Exception {
        start(Map.of("publishUri", "kamelet:pixelforge-s3-publish-action"));
        store.put("in/cat.png", PNG);

        store.arrives("out/cat.png");

        List<String> published = store.keys("published/");
        assertThat(published).hasSize(1);
        assertThat(store.get(published.get(0)).asByteArray()).isEqualTo(PNG);
        assertThat(store.get(published.get(0)).response().contentType()).isEqualTo("image/png");
        assertThat(sandbox.ledger().entries().get(0).imageUrls().get(0)).contains("/photos/" + published.get(0) + "?");
    }

    @Test
    void theCredentialsMayBeThoseOfTheEnvironment() throws Exception {
        System.setProperty("aws.accessKeyId", LocalS3.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", LocalS3.SECRET_KEY);
        try {
            camel = store.startWithCredentialsOfTheEnvironment(sandbox);
            store.put("in/cat.png", PNG);

            store.arrives("out/cat.png");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void aPromptOfAnyLengthAndScriptFitsIntoTheMetadata() throws Exception {
        start(Map.of("relight.prompt", "Weiches Licht für 猫 ".repeat(39)));
        store.put("in/" + "猫 ".repeat(40) + ".png", PNG);

        Store.until(() -> !store.keys("out/").isEmpty());

        Map<String, String> metadata =
                new HashMap<>(store.get(store.keys("out/").get(0)).response().metadata());
        assertThat(metadata.values().stream().mapToInt(String::length).sum()).isLessThan(2000);
        assertThat(metadata.get("prompt")).startsWith("=?UTF-8?B?");
    }

    private JsonNode report(String key) throws IOException {
        ResponseBytes<GetObjectResponse> report = store.arrives(key);
        assertThat(report.response().contentType()).isEqualTo("application/json");
        return new ObjectMapper().readTree(report.asByteArray());
    }
}
