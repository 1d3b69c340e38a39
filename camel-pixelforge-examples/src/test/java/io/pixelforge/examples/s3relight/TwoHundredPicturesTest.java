package io.pixelforge.examples.s3relight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class TwoHundredPicturesTest {

    private static final int PICTURES = 200;
    private static final String PROMPT = "Wärmeres Licht von links – 50 % weicher";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path home;

    @Test
    void arriveBitExactAndAreEachPaidOnceThoughTheProcessIsRestartedHalfWay() throws Exception {
        SandboxOptions options = SandboxOptions.builder()
                .queueTime(Duration.ofMillis(50), Duration.ofSeconds(1))
                .processingTime(Duration.ofMillis(50), Duration.ofSeconds(1))
                .build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start();
                Store store = new Store(home)) {
            Map<String, byte[]> pictures = put(store);

            Main first = start(store, sandbox);
            Store.until(() -> sandbox.ledger().charges() >= PICTURES / 2);
            first.stop();
            assertThat(store.keys("in/")).as("still to be submitted").isNotEmpty();
            assertThat(store.keys("out/")).as("still to be collected").hasSizeLessThan(PICTURES / 2);
            Main second = start(store, sandbox);
            Store.until(() -> store.keys("out/").size() == PICTURES);
            Store.until(() -> store.keys("in/").isEmpty());
            second.stop();

            assertThat(sandbox.ledger().charges()).isEqualTo(PICTURES);
            assertThat(store.keys("failed/")).isEmpty();
            Map<String, LedgerEntry> paid =
                    sandbox.ledger().entries().stream().collect(Collectors.toMap(LedgerEntry::id, Function.identity()));
            List<String> requestIds = new ArrayList<>();
            for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
                requestIds.add(assertRelit(store, sandbox, picture.getKey(), picture.getValue(), paid));
            }
            assertThat(requestIds).doesNotHaveDuplicates();
        }
    }

    private Main start(Store store, PixelForgeSandbox sandbox) throws Exception {
        return store.start(sandbox, Map.of("relight.prompt", PROMPT));
    }

    private static Map<String, byte[]> put(Store store) {
        Map<String, byte[]> pictures = new TreeMap<>();
        for (int i = 0; i < PICTURES; i++) {
            boolean jpeg = i % 4 == 0;
            pictures.put(
                    "set " + i % 7 + "/Bild ü+&=%2F " + i + (jpeg ? ".JPG" : ".png"),
                    Drawing.of(i, jpeg ? "jpeg" : "png"));
        }
        pictures.forEach((name, content) -> store.put("in/" + name, content));
        return pictures;
    }

    /** @return its request id */
    private String assertRelit(
            Store store, PixelForgeSandbox sandbox, String name, byte[] picture, Map<String, LedgerEntry> paid)
            throws Exception {
        ResponseBytes<GetObjectResponse> result = store.get("out/" + name);
        Map<String, String> metadata = result.response().metadata();
        String requestId = metadata.get("request-id");
        String extension = name.endsWith("JPG") ? "jpeg" : "png";
        byte[] made = media(sandbox.url() + "/media/" + requestId + "/1/output." + extension);

        assertThat(result.asByteArray()).as(name).isEqualTo(made);
        assertThat(result.response().contentType()).isEqualTo("image/" + extension);
        assertThat(result.response().contentLength()).isEqualTo(made.length);
        assertThat(metadata).containsEntry("prompt", ResultMetadata.plain(PROMPT));
        String link = paid.get(requestId).imageUrls().get(0);
        String original = URI.create(link).getPath().replaceFirst("/photos/", "");
        assertThat(original).startsWith("originals/").endsWith("/" + name);
        assertThat(metadata).containsEntry("original", ResultMetadata.plain(original));
        assertThat(store.get(original).asByteArray()).isEqualTo(picture);
        return requestId;
    }

    private byte[] media(String url) throws Exception {
        HttpResponse<byte[]> answer =
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
