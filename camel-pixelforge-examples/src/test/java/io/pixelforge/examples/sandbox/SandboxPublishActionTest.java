package io.pixelforge.examples.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kamelet in the sandbox's jar that publishes pictures there. */
class SandboxPublishActionTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private static final Path PHOTO = Path.of(System.getProperty("basedir"), "file-relight", "samples", "chelsea.png");

    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:publish
                  steps:
                    - to: kamelet:pixelforge-sandbox-publish-action
            - route:
                from:
                  uri: direct:relight
                  steps:
                    - to:
                        uri: pixelforge:relight
                        parameters:
                          prompt: Warm light from the left
                          awaitCompletion: true
                          initialPollDelay: 100
                          publishUri: kamelet:pixelforge-sandbox-publish-action
            """;

    @TempDir
    static Path folder;

    private static Main camel;
    private static ProducerTemplate template;

    @BeforeAll
    static void startCamel() throws Exception {
        camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.configure()
                .setRoutesIncludePattern("file:" + Files.writeString(folder.resolve("sandbox.camel.yaml"), ROUTES));
        camel.addOverrideProperty("camel.component.pixelforge.apiKey", "any");
        camel.addOverrideProperty("camel.component.pixelforge.gatewayUrl", PIXELFORGE.url());
        camel.addOverrideProperty("camel.kamelet.pixelforge-sandbox-publish-action.sandboxUrl", PIXELFORGE.url());
        camel.start();
        template = camel.getCamelTemplate();
    }

    @AfterAll
    static void stopCamel() {
        camel.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "stream", "file", "path"})
    void aPictureIsUploadedAndTheBodyIsItsUrl(String kind) throws IOException {
        Object picture =
                switch (kind) {
                    case "bytes" -> Files.readAllBytes(PHOTO);
                    case "stream" -> new ByteArrayInputStream(Files.readAllBytes(PHOTO));
                    case "file" -> PHOTO.toFile();
                    default -> PHOTO;
                };

        Object url = template.requestBody("direct:publish", picture);

        assertThat(url).asString().startsWith(PIXELFORGE.url() + "/uploads/");
        assertThat(URI.create(url.toString()).toURL().openStream()).hasBinaryContent(Files.readAllBytes(PHOTO));
    }

    @Test
    void publishUriTakesIt() {
        template.sendBody("direct:relight", PHOTO);

        assertThat(PIXELFORGE.sandbox().ledger().entries()).singleElement().satisfies(entry -> assertThat(
                        entry.imageUrls())
                .singleElement()
                .asString()
                .startsWith(PIXELFORGE.url() + "/uploads/"));
        assertThat(PIXELFORGE.sandbox().violations()).isEmpty();
    }

    @Test
    void headersStayInTheRouteAndAreNotSent() {
        Exchange after = template.request("direct:publish", exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage()
                    .setHeaders(Map.of("order", "4711", "CamelHttpPath", "/elsewhere", "CamelHttpMethod", "DELETE"));
        });

        assertThat(after.getException()).isNull();
        assertThat(after.getMessage().getHeaders()).containsEntry("order", "4711");
        assertThat(after.getMessage().getHeaders().keySet())
                .noneMatch(name -> name.startsWith("CamelHttp") || name.equalsIgnoreCase("Accept"));
        List<RecordedRequest> requests = PIXELFORGE.sandbox().requests();
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method() + " " + request.path()).isEqualTo("PUT /uploads/picture");
            assertThat(request.headers()).containsEntry("accept", "text/plain").doesNotContainKey("order");
        });
    }

    @Test
    void anUploadThatIsRefusedFailsTheExchange() {
        PIXELFORGE.sandbox().faults().on(CallKind.UPLOAD).play(Fault.status(413));

        assertThatThrownBy(() -> template.requestBody("direct:publish", PHOTO))
                .rootCause()
                .isInstanceOf(HttpOperationFailedException.class)
                .hasMessageContaining("413");
    }
}
