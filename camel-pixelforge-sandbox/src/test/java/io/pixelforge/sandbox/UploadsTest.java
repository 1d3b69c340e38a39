package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ZERO)
            .processingTime(Duration.ZERO)
            .build());

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @Test
    void aPictureIsPutAndFetched() {
        byte[] picture = Pictures.png(40, 30);
        Client bare = client.header("Ocp-Apim-Subscription-Key", null);
        Reply put = bare.put("/uploads/a%20cup.png", picture);

        assertThat(put.status()).isEqualTo(201);
        assertThat(put.field("url")).startsWith(sandbox.url() + "/uploads/").endsWith("/a_20cup.png");
        assertThat(bare.get(put.field("url")).body()).isEqualTo(picture);
    }

    @Test
    void theAnswerIsTheBareUrlForWhoWantsText() {
        Reply put = client.header("Accept", "text/plain").post("/uploads/a.png", "picture");

        assertThat(put.status()).isEqualTo(201);
        assertThat(put.header("Content-Type")).isEqualTo("text/plain");
        assertThat(client.get(put.text()).text()).isEqualTo("picture");
    }

    @Test
    void oneNameTwiceIsTwoPictures() {
        String first = client.put("/uploads/a.png", new byte[] {1}).field("url");
        String second = client.put("/uploads/a.png", new byte[] {2}).field("url");

        assertThat(client.get(first).body()).containsExactly(1);
        assertThat(client.get(second).body()).containsExactly(2);
    }

    @Test
    void aLargePictureIsKept() {
        byte[] large = new byte[20 * 1024 * 1024];
        Reply put = client.put("/uploads/large.png", large);

        assertThat(client.get(put.field("url")).body()).hasSize(large.length);
    }

    @Test
    void nothingIsNoUpload() {
        assertThat(client.put("/uploads/a.png", new byte[0]).status()).isEqualTo(400);
        assertThat(client.put("/uploads/", new byte[] {1}).status()).isEqualTo(400);
        assertThat(client.get("/uploads/x/a.png").status()).isEqualTo(404);
        assertThat(client.get("/uploads/..%2F..%2Fetc%2Fpasswd").status()).isBetween(400, 404);
    }

    @Test
    void aFileIsUploadedFromAProgram(@TempDir Path directory) throws IOException {
        byte[] picture = Pictures.png(40, 30);
        URI url = sandbox.upload(Files.write(directory.resolve("cup.png"), picture));

        assertThat(url.getPath()).endsWith("/cup.png");
        assertThat(client.get(url.toString()).body()).isEqualTo(picture);
    }

    @Test
    void closingRemovesThem() throws IOException {
        String id;
        try (PixelForgeSandbox other = new PixelForgeSandbox().start()) {
            id = other.upload("a.png", new byte[] {1}).getPath().split("/")[2];
            assertThat(filesOf(id)).hasSize(1);
        }
        assertThat(filesOf(id)).isEmpty();
    }

    @Test
    void aPictureThatCannotBeDecodedMakesTheJobFail() {
        byte[] png = Pictures.png(400, 300);
        byte[] jpeg = Pictures.jpeg(400, 300);
        byte[] webp = "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);

        for (byte[] broken : List.of(half(png), half(jpeg), webp)) {
            String id = relight(sandbox.upload("a.png", broken));
            assertThat(client.status(id).field("status")).isEqualTo("FAILED");
            assertThat(client.status(id).field("error")).startsWith("The picture could not be decoded: ");
            assertThat(client.get("/media/" + id + "/1/output.png").status()).isEqualTo(404);
        }
        assertThat(sandbox.ledger().charges()).isEqualTo(3);
    }

    @Test
    void anUploadThatIsNotThereMakesTheJobFail() {
        String id = relight(URI.create(sandbox.url() + "/uploads/x/a.png"));

        assertThat(client.status(id).field("error")).startsWith("There is no picture at ");
    }

    private String relight(URI picture) {
        return client.submitted("Warm light", "image_urls", List.of(picture.toString()));
    }

    private static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /** Looks for an upload by its id, since other sandboxes may keep theirs in the same place. */
    private static List<Path> filesOf(String uploadId) throws IOException {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(file -> file.getFileName().toString().startsWith("pixelforge-sandbox-"))
                    .map(directory -> directory.resolve(uploadId))
                    .filter(Files::exists)
                    .toList();
        }
    }
}
