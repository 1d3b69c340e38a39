package io.pixelforge.camel.images;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.nodes.NodeProcess;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A picture of 300 MiB goes through a process with a heap of 128 MiB, and arrives as it was sent. */
class LongPictureInASmallHeapTest {

    private static final int BLOCK = 64 * 1024;
    private static final long LENGTH = 300L * 1024 * 1024;

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ZERO)
            .processingTime(Duration.ZERO)
            .build());

    @TempDir
    Path directory;

    @Test
    void fromTheMediaHostToAFile() throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        try (RawServer media = new RawServer()) {
            media.then(out -> send(out, sent));
            GATEWAY.sandbox().faults().on(CallKind.MEDIA).play(Fault.redirect(media.url() + "/output.png"));

            try (NodeProcess node = NodeProcess.start(
                    getClass().getSimpleName(),
                    SmallHeapNode.class,
                    List.of("-Xmx128m"),
                    Map.of(
                            "gateway",
                            GATEWAY.url(),
                            "directory",
                            directory.toString(),
                            "maxDownloadSize",
                            String.valueOf(LENGTH)))) {
                assertThat(node.awaitEnd()).as(node.output()).isZero();
            }
        }

        Path picture = directory.resolve("picture");
        assertThat(picture).hasSize(LENGTH);
        assertThat(digest(picture)).isEqualTo(sent.digest());
    }

    private static void send(OutputStream out, MessageDigest digest) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: " + LENGTH + "\r\n\r\n")
                .getBytes(US_ASCII));
        byte[] block = new byte[BLOCK];
        new Random(1).nextBytes(block);
        OutputStream digested = new DigestOutputStream(out, digest);
        for (long n = 0; n < LENGTH / BLOCK; n++) {
            ByteBuffer.wrap(block).putLong(n); // so that no block can stand for another
            digested.write(block);
        }
    }

    private static byte[] digest(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }
}
