package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.pages.PageParts;
import io.pixelforge.docs.Page;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/kamelets.md, as it stands there. */
class KameletsPageTest extends KameletTestSupport {

    private static final Path PAGE = Path.of("..", "docs", "kamelets.md");

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Properties given = new Properties();
        given.load(new StringReader(page().text("properties-0")));
        given.forEach((name, value) ->
                context.getPropertiesComponent().addInitialProperty(name.toString(), here(value.toString())));
        context.getPropertiesComponent().addInitialProperty("key-for-page", KEY);
        for (String name : List.of("pixelforge-relight-sink", "pixelforge-relight-action")) {
            context.getPropertiesComponent().addInitialProperty("camel.kamelet." + name + ".initialPollDelay", "20ms");
        }
        context.getComponent("pixelforge", PixelForgeComponent.class)
                .getConfiguration()
                .setGatewayUrl(GATEWAY.url());
        return context;
    }

    @BeforeEach
    void publish() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:publish").process(exchange -> exchange.getMessage()
                        .setBody(GATEWAY.sandbox()
                                .upload("photo", exchange.getMessage().getBody(byte[].class))));
            }
        });
    }

    @Test
    void hasTheTablesOfTheDefinitions() throws IOException {
        PageParts.check(PAGE, Map.of("tables", "\n" + KameletTables.sections()));
    }

    @Test
    void theSinkAndTheSourceGiveEachFileAResultOfItsOwn() throws Exception {
        load(here(page().text("yaml-0")));

        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.write(inbox.resolve("cat.png"), TestPictures.png());
        Files.write(inbox.resolve("cat.jpg"), TestPictures.jpeg());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(folder.resolve("outbox")).isDirectory());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        folder.resolve("outbox").toFile().listFiles())
                .hasSize(2)
                .allSatisfy(result ->
                        assertThat(Files.readAllBytes(result.toPath())).startsWith(0x89, 'P', 'N', 'G')));
        assertThat(folder.resolve("failed")).doesNotExist();
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(2);
    }

    @Test
    void theActionRelightsAMessage() throws Exception {
        load(here(page().text("yaml-1")));

        template.sendBody("direct:relight", PHOTO);

        assertThat(folder.resolve("relit")).isDirectoryContaining("glob:**.jpg");
        assertThat(posts().get(0).path("prompt").asText()).isEqualTo("Warm light from the left, 100% of it");
    }

    private static Page page() throws IOException {
        return Page.of("docs/kamelets.md");
    }

    private String here(String text) {
        return text.replace("{{env:PIXELFORGE_API_KEY}}", "{{key-for-page}}")
                .replace("file:inbox", "file:" + folder + "/inbox")
                .replace("file:outbox", "file:" + folder + "/outbox")
                .replace("file:failed", "file:" + folder + "/failed")
                .replace("file:relit", "file:" + folder + "/relit");
    }
}
