package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path to the real service, for which a second sandbox with a key and an upload route of its own stands. */
class RealServiceTest {

    private static final String KEY = "the-real-key-0123456789";

    private static final String PUBLISH = """
            - route:
                from:
                  uri: direct:publish
                  steps:
                    - removeHeaders:
                        pattern: "*"
                    - setHeader:
                        name: Accept
                        constant: text/plain
                    - to: %s/uploads/mine?httpMethod=PUT
            """;

    @TempDir
    Path temp;

    @Test
    void theSameRoutesRunWithAKeyAGatewayAndAPublishingRouteOfTheUsers() throws Exception {
        SandboxOptions options = SandboxOptions.builder().apiKeys(KEY).build();
        try (PixelForgeSandbox real = new PixelForgeSandbox(options).start()) {
            Path folder = copyOfTheExample("my example");
            Files.writeString(folder.resolve("publish.camel.yaml"), PUBLISH.formatted(real.url()));
            Settings settings = Settings.of(
                    folder, Map.of("apiKey", KEY, "gatewayUrl", real.url(), "publishUri", "direct:publish")::get);

            try (Watcher watcher =
                    Watcher.start(folder, settings.home(), settings.gateway().orElseThrow(), Map.of())) {
                watcher.drop(Watcher.FOLDER.resolve("samples/rocket.jpg"), "right/rocket.jpg");
                watcher.arrives("outbox/right/rocket.jpg");
            }

            assertThat(real.ledger().charges()).isEqualTo(1);
            assertThat(real.ledger().entries().get(0).imageUrls())
                    .singleElement()
                    .asString()
                    .endsWith("/mine");
            assertThat(real.violations()).isEmpty();
        }
    }

    @Test
    void withoutPublishUriItSaysSoAndDoesNotStart() {
        assertThatThrownBy(() -> Settings.of(Watcher.FOLDER, Map.of("apiKey", KEY)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publishUri")
                .hasMessageContaining("Nothing was started")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void withoutAKeyItSaysWhichVariableToSet() {
        Map<String, String> said = Map.of("publishUri", "direct:publish");

        assertThatThrownBy(() -> Settings.of(Watcher.FOLDER, said::get)).hasMessageContaining("PIXELFORGE_API_KEY");
    }

    @Test
    void aGatewayThatWouldGetTheKeyInTheClearIsRefusedAtStart() {
        Settings settings = Settings.of(
                Watcher.FOLDER,
                Map.of(
                        "home",
                        temp.toString(),
                        "apiKey",
                        KEY,
                        "gatewayUrl",
                        "http://example.com",
                        "publishUri",
                        "direct:publish")::get);

        assertThatThrownBy(() -> new FileRelight(Watcher.FOLDER, settings, System.out).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("It cannot start")
                .hasMessageContaining("gatewayUrl")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void nothingIsDroppedIntoTheInboxOfTheRealServiceByItself() {
        Map<String, String> said = new HashMap<>(Map.of("apiKey", KEY, "publishUri", "direct:publish"));

        assertThat(Settings.of(Watcher.FOLDER, said::get).pictures()).isEmpty();
        assertThat(Settings.of(Watcher.FOLDER, said::get)
                        .gateway()
                        .orElseThrow()
                        .url())
                .isEqualTo(Settings.REAL_GATEWAY);
        said.put("pictures", "samples");
        assertThat(Settings.of(Watcher.FOLDER, said::get).pictures()).hasSize(1);
    }

    private Path copyOfTheExample(String name) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        for (String file : List.of("application.properties", "file-relight.camel.yaml")) {
            Files.copy(Watcher.FOLDER.resolve(file), folder.resolve(file));
        }
        return folder;
    }
}
