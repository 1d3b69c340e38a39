package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateContractTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final Client client = new Client(PIXELFORGE.sandbox());

    @Test
    void whatIsRequiredMustBeThere() {
        Reply reply = client.generate("{}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("message")).isEqualTo("prompt is required; image_urls is required");
        assertThat(PIXELFORGE.sandbox().violations()).hasSize(1);
        assertThat(PIXELFORGE.sandbox().ledger().entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void itTakesOneToThreePictures(int count) {
        Reply reply = client.generate(Client.body("A town", "image_urls", photos(count)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("message")).isEqualTo("image_urls must have 1-3 elements, not " + count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theBoundsThemselvesAreRight(int count) {
        assertThat(client.generate(Client.body("A town", "image_urls", photos(count)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theParametersOfRelightingAreUnknownHere() {
        assertThat(client.generate(Client.body("A town", "num_images", 1)).field("message"))
                .isEqualTo("num_images is not a known parameter");
    }

    @Test
    void thePromptHasNoGreatestLength() {
        assertThat(client.generate(Client.body("A town ".repeat(500))).status()).isEqualTo(200);
        assertThat(client.generate(Client.body(" ")).field("message")).isEqualTo("prompt must not be blank");
    }

    private static List<String> photos(int count) {
        return Collections.nCopies(count, Client.PHOTO);
    }
}
