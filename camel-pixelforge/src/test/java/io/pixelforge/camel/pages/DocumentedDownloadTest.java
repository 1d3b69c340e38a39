package io.pixelforge.camel.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.docs.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of docs/pictures-out.md do what they are shown for. */
class DocumentedDownloadTest extends PixelForgeTestSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path outbox;

    @ParameterizedTest
    @CsvSource({"0, 1, cat.png", "1, 1, cat.png", "1, 3, cat.png cat-2.png cat-3.png"})
    void writesThePictures(int route, int numImages, String names) throws Exception {
        String yaml = Page.of("docs/pictures-out.md").text("yaml-" + route);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        ResourceHelper.fromString("documented.yaml", yaml.replace("file:outbox", "file:" + outbox)));

        template.sendBodyAndHeaders(
                "pixelforge:relight?prompt=Soft light",
                PHOTO,
                Map.of(Exchange.FILE_NAME, "cat.jpg", PixelForgeConstants.NUM_IMAGES, numImages));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outbox.toFile().list()).containsExactlyInAnyOrder(names.split(" ")));
        for (String name : names.split(" ")) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(Files.readAllBytes(outbox.resolve(name)))
                    .startsWith(0x89, 'P', 'N', 'G'));
        }
    }
}
