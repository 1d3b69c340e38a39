package io.pixelforge.camel.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pixelforge.camel.nodes.NodeProcess;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LargePictureTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension();

    private record Upload(long length, String digest) {}

    private final List<Upload> uploads = new CopyOnWriteArrayList<>();
    private HttpServer store;

    @TempDir
    private Path folder;

    @BeforeEach
    void startStore() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", this::keep);
        store.start();
    }

    @AfterEach
    void stopStore() {
        store.stop(0);
    }

    @Test
    void takesLittleMemoryFromAFileAndFromAStream() throws Exception {
        Path spool = Files.createDirectory(folder.resolve("spool"));
        String publishUri = "http://127.0.0.1:" + store.getAddress().getPort() + "/pictures";

        try (NodeProcess node = NodeProcess.start(
                "LargePictureTest",
                LargePictureNode.class,
                List.of("-Xmx128m", "-Djava.io.tmpdir=" + spool),
                Map.of(
                        "gateway", GATEWAY.url(),
                        "publishUri", publishUri,
                        "file", folder.resolve("large.jpg").toString()))) {
            node.awaitLine(LargePictureNode.DONE);
        }

        Upload whole = digested(LargePicture.open());
        assertThat(whole.length()).isEqualTo(LargePicture.LENGTH).isGreaterThan(300L << 20);
        assertThat(uploads).containsExactly(whole, whole);
        assertThat(GATEWAY.sandbox().ledger().entries())
                .flatExtracting(entry -> entry.imageUrls())
                .containsExactly("https://example.com/1.jpg", "https://example.com/2.jpg");
        assertThat(spool).isEmptyDirectory();
    }

    private void keep(HttpExchange http) throws IOException {
        try (http) {
            uploads.add(digested(http.getRequestBody()));
            byte[] answer = ("https://example.com/" + uploads.size() + ".jpg").getBytes(UTF_8);
            http.sendResponseHeaders(200, answer.length);
            http.getResponseBody().write(answer);
        }
    }

    private static Upload digested(InputStream picture) throws IOException {
        try (picture) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            DigestInputStream in = new DigestInputStream(picture, sha);
            byte[] buffer = new byte[64 * 1024];
            long length = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
            }
            return new Upload(length, HexFormat.of().formatHex(sha.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
