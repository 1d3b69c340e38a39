package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of one job are a list to split, each with a name of its own. */
class SeveralPicturesTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&awaitCompletion=true&download=true";

    @TempDir
    static Path folder;

    @Test
    void splitIntoFilesTheyAreNamedAfterTheFileThatWasSubmitted() throws IOException {
        Exchange exchange = template.request("direct:relight", e -> {
            e.getMessage().setBody(PHOTO);
            e.getMessage().setHeader(Exchange.FILE_NAME, "in/cat.jpeg");
            e.getMessage().setHeader(PixelForgeConstants.NUM_IMAGES, 4);
        });

        assertThat(exchange.getException()).isNull();
        assertThat(files()).containsOnlyKeys("in/cat.png", "in/cat-2.png", "in/cat-3.png", "in/cat-4.png");
        assertThat(files().values()).doesNotHaveDuplicates().allSatisfy(bytes -> assertThat(bytes)
                .startsWith(0x89, 'P', 'N', 'G'));
    }

    @Test
    void withoutANameTheyAreNamedAfterTheRequest() {
        Exchange exchange =
                template.request(RELIGHT + "&numImages=2", e -> e.getMessage().setBody(PHOTO));

        String requestId = exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        assertThat(pictures(exchange))
                .extracting(picture -> picture.getHeader(Exchange.FILE_NAME))
                .containsExactly(requestId + ".png", requestId + "-2.png");
        assertThat(pictures(exchange)).allSatisfy(picture -> {
            byte[] bytes = picture.getBody(byte[].class);
            assertThat(picture.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/png");
            assertThat(picture.getHeader(Exchange.CONTENT_LENGTH)).isEqualTo((long) bytes.length);
            assertThat(picture.getHeader(PixelForgeConstants.REQUEST_ID)).isEqualTo(requestId);
        });
    }

    @Test
    void aConsumerEmitsThemAsAListToo() throws Exception {
        MockEndpoint parts = getMockEndpoint("mock:parts");
        parts.expectedMessageCount(2);
        parts.expectedHeaderValuesReceivedInAnyOrder(Exchange.FILE_NAME, "cat.png", "cat-2.png");

        template.sendBodyAndHeaders(
                "pixelforge:relight?prompt=Soft light&jobGroup=consumed&numImages=2",
                PHOTO,
                Map.of(Exchange.FILE_NAME, "cat.jpg"));

        parts.assertIsSatisfied();
    }

    @Test
    void thereIsNoneOfThemIfOneCannotBeHad() {
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).times(1).play(Fault.delay(Duration.ZERO));
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).always().play(Fault.status(410));

        Exchange exchange =
                template.request(RELIGHT + "&numImages=2", e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).hasMessageContaining("HTTP 410");
        assertThat(exchange.getMessage().getBody()).isInstanceOf(PixelForgeJob.class);
    }

    @SuppressWarnings("unchecked")
    private static List<Message> pictures(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(List.class);
    }

    private static Map<String, byte[]> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> folder.relativize(file).toString(), SeveralPicturesTest::read));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:relight").to(RELIGHT).split().body().to("file:" + folder);
                from("pixelforge:relight?jobGroup=consumed&download=true")
                        .split()
                        .body()
                        .to("mock:parts");
            }
        };
    }
}
