package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreachableTest {

    @TempDir
    Path home;

    @Test
    void aPictureWaitsInTheInboxUntilItCanBeUploaded() throws Exception {
        ServerSocket broken = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        int port = broken.getLocalPort();
        Settings.Gateway gateway = new Settings.Gateway(
                "http://127.0.0.1:" + port, "sandbox", "kamelet:pixelforge-sandbox-publish-action");
        try (Watcher watcher = Watcher.start(Watcher.FOLDER, home, gateway, Map.of())) {
            Path picture = watcher.drop(Watcher.FOLDER.resolve("samples/chelsea.png"), "left/chelsea.png");
            broken.accept().close();
            broken.close();
            assertThat(picture).exists();
            SandboxOptions options = SandboxOptions.builder().port(port).build();
            try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
                watcher.arrives("outbox/left/chelsea.png");

                assertThat(sandbox.ledger().charges()).isEqualTo(1);
                assertThat(home.resolve("failed")).doesNotExist();
            }
        }
    }
}
