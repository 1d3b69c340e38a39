package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowUploadTest {

    private static final Path SAMPLES = Watcher.FOLDER.resolve("samples");

    @TempDir
    Path home;

    @Test
    void aPictureThatIsUploadedSlowlyHoldsUpNoOther() throws Exception {
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox().start();
                Watcher watcher = Watcher.start(Watcher.FOLDER, home, FileRelight.sandboxGateway(sandbox), Map.of())) {
            sandbox.faults().on(CallKind.UPLOAD).play(Fault.delay(Duration.ofSeconds(8)));
            watcher.drop(SAMPLES.resolve("chelsea.png"), "slow.png");
            await().until(() -> sandbox.counters().uploadCalls() == 1);

            watcher.drop(SAMPLES.resolve("rocket.jpg"), "fast.jpg");

            watcher.arrives("outbox/fast.jpg");
            assertThat(home.resolve("inbox/slow.png")).exists();
            watcher.arrives("outbox/slow.png");
        }
    }
}
