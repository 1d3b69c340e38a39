package io.pixelforge.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.docs.Page;
import io.pixelforge.sandbox.PixelForgeSandbox;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The application of docs/spring-boot.md, as it stands there. */
class SpringBootPageTest {

    @TempDir
    Path folder;

    @Test
    void givesEachFileAResultOfItsOwn() throws Exception {
        Page page = Page.of("docs/spring-boot.md");
        Path properties = Files.writeString(folder.resolve("application.yaml"), page.text("yaml-0"));
        Path routes = Files.writeString(
                folder.resolve("relight.camel.yaml"),
                page.text("yaml-1").replaceAll("file:(inbox|outbox|failed)", "file:" + folder + "/$1"));
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox().start();
                ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                        .properties("spring.config.location=" + properties.toUri(), "PIXELFORGE_API_KEY=any")
                        .run(
                                "--camel.main.routes-include-pattern=file:" + routes,
                                "--camel.component.pixelforge.gateway-url=" + sandbox.url(),
                                "--camel.component.pixelforge.initial-poll-delay=100")) {
            application.getBean(Publisher.class).sandbox = sandbox;

            BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            Path inbox = Files.createDirectories(folder.resolve("inbox"));
            for (String format : List.of("png", "jpg")) {
                Path waiting = folder.resolve("cat." + format);
                ImageIO.write(picture, format, waiting.toFile());
                Files.move(waiting, inbox.resolve("cat." + format));
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(folder.resolve("outbox")).isDirectory());
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            folder.resolve("outbox").toFile().listFiles())
                    .hasSize(2)
                    .allSatisfy(result ->
                            assertThat(Files.readAllBytes(result.toPath())).startsWith(0x89, 'P', 'N', 'G')));
            assertThat(sandbox.ledger().charges()).isEqualTo(2);
            assertThat(folder.resolve("failed")).doesNotExist();
            assertThat(application.getBean(CamelContext.class).getRoutes()).hasSize(3);
        }
    }

    @SpringBootApplication
    static class Application {

        @Bean
        Publisher publisher() {
            return new Publisher();
        }
    }

    /** What the page leaves to its reader. */
    static class Publisher extends RouteBuilder {

        private volatile PixelForgeSandbox sandbox;

        @Override
        public void configure() {
            from("direct:publish").process(exchange -> exchange.getMessage()
                    .setBody(sandbox.upload("photo", exchange.getMessage().getBody(byte[].class))));
        }
    }
}
