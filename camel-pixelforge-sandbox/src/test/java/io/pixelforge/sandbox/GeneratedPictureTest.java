package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import java.awt.image.BufferedImage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GeneratedPictureTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension(
            SandboxOptions.builder().generateTime(Duration.ofMillis(150)).build());

    private final Client client = new Client(PIXELFORGE.sandbox());

    @Test
    void theAnswerIsTheUrlAloneAfterTheGenerateTime() {
        long start = System.nanoTime();
        Reply reply = client.generate(Client.body("A town"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().size()).isEqualTo(1);
        assertThat(reply.field("url")).startsWith(PIXELFORGE.url() + "/media/");
        Reply picture = client.get(reply.field("url"));
        assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(Pictures.read(picture.body()).getWidth()).isEqualTo(1024);
    }

    @Test
    void thePictureDependsOnThePrompt() {
        assertThat(file("A town")).isEqualTo(file("A town")).isNotEqualTo(file("A village"));
    }

    @Test
    void wordsOfThePromptAreSeenInIt() {
        BufferedImage night = Pictures.read(file("Mountains at night"));
        BufferedImage day = Pictures.read(file("Mountains"));
        BufferedImage sunset = Pictures.read(file("Mountains at sunset"));

        assertThat(Pictures.brightness(night)).isLessThan(Pictures.brightness(day) - 40);
        assertThat(Pictures.warmth(sunset)).isGreaterThan(Pictures.warmth(day) + 20);
        assertThat(file("A city by the sea")).isNotEmpty();
    }

    @Test
    void itHasNoStatus() {
        String url = client.generate(Client.body("A town")).field("url");
        String id = url.split("/")[4];

        assertThat(client.status(id).status()).isEqualTo(404);
    }

    private byte[] file(String prompt) {
        return client.get(client.generate(Client.body(prompt)).field("url")).body();
    }
}
