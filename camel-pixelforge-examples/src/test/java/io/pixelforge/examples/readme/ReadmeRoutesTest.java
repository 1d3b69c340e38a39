package io.pixelforge.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.docs.Page;
import io.pixelforge.sandbox.PixelForgeSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the routes of the README as they stand there. */
class ReadmeRoutesTest {

    private static final Path PHOTO = Path.of(System.getProperty("basedir"), "file-relight", "samples", "chelsea.png");

    @TempDir
    Path temp;

    @Test
    void theTwoRoutesGiveEachPictureAResultOfItsOwn() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        for (String folder : List.of("inbox", "outbox", "failed")) {
            assertThat(here.resolve(folder)).doesNotExist();
        }
        Path routes = Files.writeString(
                temp.resolve("readme.camel.yaml"), Page.of("README.md").text("yaml-0"));
        Path properties = Files.writeString(
                temp.resolve("application.properties"), Page.of("README.md").text("properties-0"));
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox().start()) {
            Main camel = camel(sandbox, routes, properties);
            camel.start();
            try {
                Path inbox = Files.createDirectories(here.resolve("inbox"));
                ImageIO.write(
                        ImageIO.read(PHOTO.toFile()),
                        "jpeg",
                        inbox.resolve(".r1.jpg").toFile());
                Files.move(inbox.resolve(".r1.jpg"), inbox.resolve("r1.jpg"));
                Files.copy(PHOTO, inbox.resolve("r1.png"));

                Path outbox = here.resolve("outbox");
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(outbox).isDirectory();
                    assertThat(outbox.toFile().listFiles()).hasSize(2).allSatisfy(result -> assertThat(
                                    Files.readAllBytes(result.toPath()))
                            .startsWith(0x89, 'P', 'N', 'G'));
                });
                assertThat(sandbox.ledger().charges()).isEqualTo(2);
                assertThat(here.resolve("failed")).doesNotExist();
            } finally {
                camel.stop();
            }
        } finally {
            for (String folder : List.of("inbox", "outbox", "failed")) {
                remove(here.resolve(folder));
            }
        }
    }

    private static Main camel(PixelForgeSandbox sandbox, Path routes, Path properties) {
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("file:" + properties);
        camel.configure().setRoutesIncludePattern("file:" + routes);
        camel.addOverrideProperty("camel.component.pixelforge.apiKey", "any");
        camel.addOverrideProperty("camel.component.pixelforge.gatewayUrl", sandbox.url());
        camel.addOverrideProperty("camel.component.pixelforge.initialPollDelay", "100");
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:publish").process(exchange -> exchange.getMessage()
                        .setBody(sandbox.upload("photo", exchange.getMessage().getBody(byte[].class))));
            }
        });
        return camel;
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
