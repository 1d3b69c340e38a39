package io.pixelforge.camel.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.docs.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
    @CsvSource({"0, 1, cat-ID.png", "1, 1, cat-ID.png", "1, 3, cat-ID.png cat-2-ID.png cat-3-ID.png"})
    void writesThePicturesAndNeverOverAnother(int route, int numImages, String expected) throws Exception {
        String yaml = Page.of("docs/pictures-out.md").text("yaml-" + route);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        ResourceHelper.fromString("documented.yaml", yaml.replace("file:outbox", "file:" + outbox)));

        String[] names = submit(numImages, expected);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outbox.toFile().list()).containsExactlyInAnyOrder(names));
        for (String name : names) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(Files.readAllBytes(outbox.resolve(name)))
                    .startsWith(0x89, 'P', 'N', 'G'));
        }

        String[] more = submit(numImages, expected);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(outbox.toFile().list()).contains(names).contains(more));
    }

    /** @return the names that its pictures get */
    private String[] submit(int numImages, String expected) {
        Exchange submitted = template.request("pixelforge:relight?prompt=Soft light", exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage()
                    .setHeaders(new HashMap<>(
                            Map.of(Exchange.FILE_NAME, "cat.jpg", PixelForgeConstants.NUM_IMAGES, numImages)));
        });
        String id = submitted.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        return expected.replace("ID", id).split(" ");
    }
}
