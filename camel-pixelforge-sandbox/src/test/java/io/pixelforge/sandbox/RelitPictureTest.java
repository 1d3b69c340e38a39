package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelitPictureTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ZERO)
            .processingTime(Duration.ZERO)
            .build());

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);
    private final URI ball = sandbox.upload("ball.png", Pictures.png(300, 300));

    @ParameterizedTest
    @CsvSource({
        "square_hd, 1024, 1024",
        "square, 512, 512",
        "portrait_4_3, 768, 1024",
        "portrait_16_9, 576, 1024",
        "landscape_4_3, 1024, 768",
        "landscape_16_9, 1024, 576"
    })
    void aNamedSizeIsThatOfTheResult(String name, int width, int height) {
        BufferedImage result = result("Warm light", "image_size", name);

        assertThat(result.getWidth()).isEqualTo(width);
        assertThat(result.getHeight()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 300", "640, 3", "321, 123"})
    void soIsAnyOther(int width, int height) {
        BufferedImage result = result("Warm light", "image_size", Map.of("width", width, "height", height));

        assertThat(result.getWidth()).isEqualTo(width);
        assertThat(result.getHeight()).isEqualTo(height);
    }

    @Test
    void withoutASizeItIsSquareHd() {
        assertThat(result("Warm light").getWidth()).isEqualTo(1024);
        assertThat(result("Warm light").getHeight()).isEqualTo(1024);
    }

    @Test
    void formatsAreWhatTheirTypeSays() {
        Reply png = client.get(urls("Warm light", "image_size", "square").get(0));
        Reply jpeg = client.get(urls("Warm light", "image_size", "square", "output_format", "jpeg")
                .get(0));

        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        assertThat(png.body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(jpeg.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(jpeg.body()).startsWith(0xff, 0xd8, 0xff);
    }

    @Test
    void theTypeCanBeHidden() {
        SandboxOptions options = SandboxOptions.builder()
                .queueTime(Duration.ZERO)
                .processingTime(Duration.ZERO)
                .mediaType("application/octet-stream")
                .build();
        try (PixelForgeSandbox other = new PixelForgeSandbox(options).start()) {
            Client hidden = new Client(other);
            String id = hidden.submitted("Warm light", "image_size", "square");

            assertThat(hidden.status(id).json().at("/output/media_type").asText())
                    .isEqualTo("application/octet-stream");
            assertThat(hidden.get(hidden.mediaUrls(id).get(0)).header("Content-Type"))
                    .isEqualTo("application/octet-stream");
        }
    }

    @Test
    void severalResultsDifferALittle() {
        List<String> urls = urls("Warm light from the left", "image_size", "square", "num_images", 4);

        assertThat(urls).hasSize(4).allSatisfy(url -> assertThat(url).endsWith("/output.png"));
        assertThat(urls.stream().map(url -> client.get(url).text()).distinct()).hasSize(4);
        for (String url : urls) {
            assertThat(leftMinusRight(Pictures.read(client.get(url).body()))).isGreaterThan(20);
        }
    }

    @Test
    void lightComesFromWhereThePromptSays() {
        BufferedImage left = result("light from the left", "image_size", "square");
        BufferedImage right = result("light from the right", "image_size", "square");
        BufferedImage above = result("light from above", "image_size", "square");
        BufferedImage below = result("light from below", "image_size", "square");

        assertThat(leftMinusRight(left)).isGreaterThan(40);
        assertThat(leftMinusRight(right)).isLessThan(-40);
        assertThat(topMinusBottom(above)).isGreaterThan(40);
        assertThat(topMinusBottom(below)).isLessThan(-40);
    }

    @Test
    void lightHasTheColourAndTheStrengthThatThePromptSays() {
        BufferedImage plain = result("light", "image_size", "square");
        BufferedImage warm = result("warm sunset", "image_size", "square");
        BufferedImage cool = result("cool moonlight", "image_size", "square");

        assertThat(Pictures.warmth(warm)).isGreaterThan(Pictures.warmth(plain) + 15);
        assertThat(Pictures.warmth(cool)).isLessThan(Pictures.warmth(plain) - 15);
        assertThat(Pictures.brightness(cool)).isLessThan(Pictures.brightness(plain) - 15);
        assertThat(Pictures.brightness(result("bright light", "image_size", "square")))
                .isGreaterThan(Pictures.brightness(plain));
        assertThat(Pictures.warmth(result("neon green", "image_size", "square")))
                .isLessThan(Pictures.warmth(plain));
    }

    @Test
    void nothingIsBurntOut() {
        BufferedImage result = result("very bright dramatic light from the left", "image_size", "square");
        long white = IntStream.of(result.getRGB(0, 0, 512, 512, null, 0, 512))
                .filter(rgb -> (rgb & 0xffffff) == 0xffffff)
                .count();

        assertThat(white).isZero();
    }

    @Test
    void thePictureItselfIsKept() {
        BufferedImage result = result("light", "image_size", "square");
        int middle = result.getRGB(256, 256);
        int corner = result.getRGB(60, 256);

        assertThat((middle >> 16 & 0xff) - (middle & 0xff))
                .as("the ball is red")
                .isGreaterThan(60);
        assertThat((corner >> 16 & 0xff) - (corner & 0xff))
                .as("the wall is grey")
                .isLessThan(60);
    }

    @Test
    void aPictureElsewhereIsACardThatItsUrlDecides() {
        byte[] first = card("https://example.com/a.png");

        assertThat(card("https://example.com/a.png")).isEqualTo(first);
        assertThat(card("https://example.com/b.png")).isNotEqualTo(first);
    }

    @Test
    void aResultCanBeRelitAgain() {
        String result = urls("light from the left", "image_size", "square").get(0);
        String id = client.submitted("light from the right", "image_urls", List.of(result), "image_size", "square");

        assertThat(client.get(client.mediaUrls(id).get(0)).status()).isEqualTo(200);
    }

    private byte[] card(String url) {
        String id = client.submitted("light", "image_urls", List.of(url), "image_size", "square");
        return client.get(client.mediaUrls(id).get(0)).body();
    }

    private List<String> urls(String prompt, Object... more) {
        Object[] all = Arrays.copyOf(more, more.length + 2);
        all[more.length] = "image_urls";
        all[more.length + 1] = List.of(ball.toString());
        return client.mediaUrls(client.submitted(prompt, all));
    }

    private BufferedImage result(String prompt, Object... more) {
        return Pictures.read(client.get(urls(prompt, more).get(0)).body());
    }

    private static double leftMinusRight(BufferedImage image) {
        return Pictures.brightness(image, 0, 0, 50, 100) - Pictures.brightness(image, 50, 0, 100, 100);
    }

    private static double topMinusBottom(BufferedImage image) {
        return Pictures.brightness(image, 0, 0, 100, 50) - Pictures.brightness(image, 0, 50, 100, 100);
    }
}
