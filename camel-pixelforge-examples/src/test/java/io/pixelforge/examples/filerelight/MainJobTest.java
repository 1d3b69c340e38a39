package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.images.PictureFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainJobTest {

    private static final List<String> SAMPLES = List.of("chelsea.png", "coffee.png", "rocket.jpg");

    @TempDir
    static Path home;

    private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();
    private static int status;

    @BeforeAll
    static void runItOnce() throws Exception {
        Settings settings = Settings.of(Watcher.FOLDER, Map.of("home", home.toString())::get);
        status = new FileRelight(Watcher.FOLDER, settings, new PrintStream(SAID)).run();
    }

    @Test
    void itEndsByItselfAndSaysWhereTheResultsAre() {
        assertThat(status).isZero();
        assertThat(SAID.toString())
                .contains("6 relit, 0 failed")
                .contains(home.resolve("outbox").toString())
                .contains(home.resolve("contact-sheet.jpg").toString());
    }

    @Test
    void everySampleComesOutInBothLightsUnderItsOwnNameSizeAndFormat() throws IOException {
        for (String sample : SAMPLES) {
            Path original = Watcher.FOLDER.resolve("samples").resolve(sample);
            for (String light : List.of("left", "right")) {
                Path relit = home.resolve("outbox").resolve(light).resolve(sample);
                assertThat(Pictures.look(relit)).isEqualTo(Pictures.look(original));
                assertThat(Files.readAllBytes(relit)).isNotEqualTo(Files.readAllBytes(original));
                assertThat(format(relit)).isEqualTo(format(original));
                assertThat(home.resolve("done").resolve(light).resolve(sample)).hasSameBinaryContentAs(original);
            }
        }
    }

    @Test
    void theLightComesFromWhereThePromptSays() throws IOException {
        for (String sample : SAMPLES) {
            double own = leftToRight(Watcher.FOLDER.resolve("samples").resolve(sample));
            assertThat(leftToRight(home.resolve("outbox/left").resolve(sample))).isGreaterThan(own * 1.2);
            assertThat(leftToRight(home.resolve("outbox/right").resolve(sample)))
                    .isLessThan(own / 1.2);
        }
    }

    @Test
    void theContactSheetShowsEachSampleInARow() throws IOException {
        BufferedImage sheet = ImageIO.read(home.resolve("contact-sheet.jpg").toFile());

        assertThat(sheet.getWidth()).isGreaterThan(1200);
        assertThat(sheet.getHeight()).isGreaterThan(900);
    }

    @Test
    void nothingIsLeftOnTheWay() throws IOException {
        for (String folder : List.of("inbox", "submitted")) {
            try (var files = Files.walk(home.resolve(folder))) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
        assertThat(home.resolve("failed")).doesNotExist();
    }

    private static PictureFormat format(Path picture) throws IOException {
        return PictureFormat.of(Files.readAllBytes(picture)).orElseThrow();
    }

    /** How many times as bright as its right half the left half of a picture is. */
    private static double leftToRight(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        double left = 1;
        double right = 1;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth() / 2; x++) {
                left += luminance(image.getRGB(x, y));
                right += luminance(image.getRGB(image.getWidth() - 1 - x, y));
            }
        }
        return left / right;
    }

    private static double luminance(int rgb) {
        return 0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb & 0xff);
    }
}
