package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeJob;
import java.nio.file.Files;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

class OperationSnippetsTest extends PageTestSupport {

    @Test
    @Runs("await")
    void theExchangeGoesOnWithTheEnd() throws Exception {
        ProducerTemplate template = start().getCamelTemplate();

        PixelForgeJob job =
                template.requestBody("direct:relight", "https://example.com/photo.jpg", PixelForgeJob.class);

        assertThat(job.status()).isEqualTo("COMPLETED");
        assertThat(template.requestBody("direct:wait", job.requestId(), byte[].class))
                .startsWith(0x89, 'P', 'N', 'G');
        assertThat(template.requestBody("direct:look", job.requestId(), PixelForgeJob.class)
                        .mediaUrls())
                .isEqualTo(job.mediaUrls());
        assertThat(charged()).containsExactly("Soft light from the left");
    }

    @Test
    @Runs("generate")
    void anOrderIsDrawnOnce() throws Exception {
        ProducerTemplate template = start().getCamelTemplate();

        template.requestBodyAndHeader("direct:draw", "A city at sunset", "orderId", "4711");
        template.requestBodyAndHeader("direct:draw", "A city at sunset", "orderId", "4711");

        assertThat(Files.readAllBytes(folder.resolve("drawn/4711.jpg"))).startsWith(0xff, 0xd8);
        assertThat(charged()).containsExactly("A city at sunset");
    }
}
