package io.pixelforge.camel.images;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an answer, and what it is taken for. */
class MediaReaderTest extends DownloadTestSupport {

    private static final byte[] PNG = png(1000);

    @ParameterizedTest
    @CsvSource({
        "image/png, image/jpeg, image/png, png",
        "image/png, application/octet-stream, image/png, png",
        "image/png, , image/png, png",
        "image/jpeg, text/html, image/jpeg, jpg",
        "image/webp, image/png, image/webp, webp",
        "unknown, image/avif, image/avif, bin",
        "unknown, IMAGE/AVIF; q=1, image/avif, bin",
        "unknown, text/html, application/octet-stream, bin",
        "unknown, nonsense, application/octet-stream, bin",
        "unknown, image/avif; charset=x y, image/avif, bin",
        "unknown, image/, application/octet-stream, bin",
        "unknown, image/a\u0001b, application/octet-stream, bin",
        "unknown, image/av if, application/octet-stream, bin",
        "unknown, , application/octet-stream, bin"
    })
    void theTypeIsWhatTheBytesSayElseWhatTheHeaderSaysIfThatIsAPicture(
            String is, String header, String type, String extension) {
        byte[] body = beginning(is);
        server.then(
                "HTTP/1.1 200 OK\nContent-Length: " + body.length + (header == null ? "" : "\nContent-Type: " + header),
                body);

        download(server.url() + "/output.png");

        assertThat(picture().mediaType()).isEqualTo(type);
        assertThat(picture().extension()).isEqualTo(extension);
        assertThat(picture().length()).isEqualTo(body.length);
    }

    @Test
    void theFirstBytesMayComeOneByOne() {
        server.then(out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
            for (byte b : PNG) {
                out.write("1\r\n".getBytes(US_ASCII));
                out.write(b);
                out.write("\r\n".getBytes(US_ASCII));
                out.flush();
            }
            out.write("0\r\n\r\n".getBytes(US_ASCII));
        });

        download(server.url() + "/a.png");

        assertThat(bytes(picture())).isEqualTo(PNG);
        assertThat(picture().mediaType()).isEqualTo("image/png");
    }

    @Test
    void aCompressedPictureIsComparedWithItsLengthAndThenUncompressed() {
        byte[] compressed = gzip(PNG);
        server.then("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: " + compressed.length, compressed);

        download(server.url() + "/a.png");

        assertThat(bytes(picture())).isEqualTo(PNG);
        assertThat(picture().length()).isEqualTo(PNG.length);
        assertThat(picture().mediaType()).isEqualTo("image/png");
    }

    @Test
    void aPictureThatIsOnlySaidToBeCompressedIsTakenAsItIs() {
        server.then("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: " + PNG.length, PNG);

        download(server.url() + "/a.png");

        assertThat(bytes(picture())).isEqualTo(PNG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\nContent-Length: %d", ""})
    void aCompressedPictureThatIsCutIsTriedAgain(String length) {
        byte[] compressed = gzip(PNG);
        server.then(
                        "HTTP/1.1 200 OK\nContent-Encoding: gzip" + length.formatted(compressed.length),
                        Arrays.copyOf(compressed, compressed.length / 2))
                .thenPicture(PNG);

        download(server.url() + "/a.png");
        assertThat(result).isNotDone();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(bytes(picture())).isEqualTo(PNG);
    }

    @Test
    void whatComesOutOfACompressedBodyIsNotLongerThanAllowed() {
        byte[] compressed = gzip(new byte[(int) MAX_SIZE + 1]);
        server.then("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: " + compressed.length, compressed);

        download(server.url() + "/a.png");

        assertThat(failure()).hasMessageContaining("longer than maxDownloadSize, " + MAX_SIZE);
    }

    @Test
    void aPictureMayBeAsLongAsAllowed() {
        server.thenPicture(png((int) MAX_SIZE));

        download(server.url() + "/a.png");

        assertThat(picture().length()).isEqualTo(MAX_SIZE);
    }

    @Test
    void aLengthThatIsTooGreatIsBelieved() {
        server.then("HTTP/1.1 200 OK\nContent-Length: " + (MAX_SIZE + 1), PNG);

        download(server.url() + "/a.png");

        assertThat(failure()).hasMessageContaining("longer than maxDownloadSize, " + MAX_SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "404 Not Found", "302 Found\nLocation: /b.png"})
    void aBodyWithoutAnEndIsNotReadOn(String head) {
        server.then(out -> {
            out.write(("HTTP/1.1 " + head.replace("\n", "\r\n") + "\r\n\r\n").getBytes(US_ASCII));
            while (true) {
                out.write(new byte[100_000]);
            }
        });
        server.thenStatus(410).thenStatus(410);

        download(server.url() + "/a.png");
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(failure()).isNotNull();
        await().until(() -> server.broken().size() == 1); // our end of the line is closed
    }

    private static byte[] beginning(String type) {
        byte[] body = png(100);
        byte[] head =
                switch (type) {
                    case "image/png" -> Arrays.copyOf(body, 8);
                    case "image/jpeg" -> new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};
                    case "image/webp" -> "RIFF\0\0\0\0WEBPVP8 ".getBytes(US_ASCII);
                    default -> "nothing known".getBytes(US_ASCII);
                };
        System.arraycopy(head, 0, body, 0, head.length);
        return body;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
