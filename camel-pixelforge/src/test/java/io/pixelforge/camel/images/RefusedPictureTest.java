package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.wire.WireTestSupport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the service cannot take fails before anything is published or sent, naming the file, why, and what to do. */
class RefusedPictureTest extends WireTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&imagePublisher=#publisher";
    private static final byte[] PNG = TestPictures.png();
    private static final byte[] JPEG = TestPictures.jpeg();
    private static final byte[] WEBP = TestPictures.webp();

    @TempDir
    static Path folder;

    private final AtomicInteger published = new AtomicInteger();

    @Override
    protected void prepare(DefaultCamelContext context) {
        ImagePublisher publisher = exchange -> {
            published.incrementAndGet();
            return URI.create(PHOTO);
        };
        context.getRegistry().bind("publisher", publisher);
    }

    @AfterEach
    void nothingWasPublished() {
        assertThat(published).hasValue(0);
    }

    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of(written("gif"), "GIF", "convert it"),
                Arguments.of(written("bmp"), "BMP", "convert it"),
                Arguments.of(written("tiff"), "TIFF", "convert it"),
                Arguments.of(bytes("\0\0\0\30ftypheic\0\0\0\0mif1heic"), "HEIC", "convert it"),
                Arguments.of(bytes("\0\0\0\34ftypavif\0\0\0\0avifmif1"), "AVIF", "convert it"),
                Arguments.of(bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), "SVG", "convert it"),
                Arguments.of(bytes("<?xml version='1.0'?>\n<!-- a logo -->\n<svg/>"), "SVG", "convert it"),
                Arguments.of(bytes("%PDF-1.7\n"), "PDF", "convert it"),
                Arguments.of(new byte[0], "empty (0 bytes)", ""),
                Arguments.of(new byte[] {1, 2, 3, (byte) 0xfe}, "no JPEG, PNG or WEBP", ""),
                Arguments.of(Arrays.copyOf(WEBP, 10), "no JPEG, PNG or WEBP", ""),
                Arguments.of(
                        half(JPEG), "a JPEG, is cut: it ends after " + JPEG.length / 2 + " bytes", "send it again"),
                Arguments.of(half(PNG), "a PNG, is cut", "send it again"),
                Arguments.of(half(WEBP), "a WEBP, is cut", "send it again"));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isNamedByItsFile(byte[] picture, String reason, String advice) throws IOException {
        Path file = Files.write(folder.resolve("holiday.jpg"), picture);

        for (Object body : List.of(file, file.toFile())) {
            assertThat(refusal(RELIGHT, body, Map.of())).hasMessageContainingAll("holiday.jpg", reason, advice);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isNamedByTheHeader(byte[] picture, String reason, String advice) {
        for (Object body : List.of(picture, new ByteArrayInputStream(picture))) {
            assertThat(refusal(RELIGHT, body, Map.of(Exchange.FILE_NAME, "2024/holiday.jpg")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("2024/holiday.jpg", reason, advice);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isNamedByItsPlaceInAList(byte[] picture, String reason, String advice) {
        assertThat(refusal(RELIGHT, List.of(PNG, picture, PHOTO), Map.of(Exchange.FILE_NAME, "holiday.zip")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("Picture 2 of 3", reason, advice)
                .hasMessageNotContaining("holiday.zip");
    }

    @Test
    void textMayBeAPromptButNotBesideOneAndNotInAList() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "Milk, bread");

        assertThat(refusal(RELIGHT, notes, Map.of()))
                .hasMessageContainingAll("prompt is also set", "notes.txt", "no JPEG, PNG or WEBP");
        assertThat(refusal(RELIGHT, List.of(PNG, notes), Map.of()))
                .hasMessageContainingAll("Picture 2 of 2, notes.txt,", "no JPEG, PNG or WEBP");
    }

    @Test
    void allOfThemAreNamedAtOnceWithTheFaultsOfTheRequest() {
        String elevenAndNoPrompt = "pixelforge:relight?imagePublisher=#publisher&numImages=4";
        Object[] pictures = new Object[11];
        Arrays.fill(pictures, PNG);
        pictures[3] = half(JPEG);
        pictures[7] = new byte[0];

        assertThat(refusal(elevenAndNoPrompt, pictures, Map.of(PixelForgeConstants.GUIDANCE_SCALE, 50)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll(
                        "Picture 4 of 11, a JPEG, is cut",
                        "Picture 8 of 11 is empty",
                        "3 faults",
                        "prompt (option prompt, header CamelPixelForgePrompt) is required",
                        "image_urls must name 1 to 10 pictures, names 11",
                        "header CamelPixelForgeGuidanceScale must be");
    }

    @Test
    void aStreamThatBreaksOffIsNamedWithTheReason() {
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(PNG)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThat(refusal(RELIGHT, broken, Map.of(Exchange.FILE_NAME, "cat.png")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("cat.png", "cannot be read", "connection reset");
    }

    private static byte[] half(byte[] picture) {
        return Arrays.copyOf(picture, picture.length / 2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] written(String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            assertThat(ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, bytes))
                    .isTrue();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
