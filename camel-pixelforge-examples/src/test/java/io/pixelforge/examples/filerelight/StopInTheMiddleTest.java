package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopInTheMiddleTest {

    private static final Path SAMPLES = Watcher.FOLDER.resolve("samples");

    @TempDir
    Path home;

    @Test
    void whatWasNotSubmittedIsStillInTheInboxAndIsRelitAfterTheNextStart() throws Exception {
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox().start()) {
            sandbox.faults().on(CallKind.SUBMIT).always().play(Fault.status(429).retryAfter(30));
            Path picture;
            try (Watcher first = start(sandbox)) {
                picture = first.drop(SAMPLES.resolve("chelsea.png"), "left/chelsea.png");
                await().until(() -> sandbox.counters().submits() > 0);
            }
            assertThat(picture).exists();
            assertThat(home.resolve("failed")).doesNotExist();
            assertThat(home.resolve("submitted")).doesNotExist();

            sandbox.faults().clear();
            try (Watcher second = start(sandbox)) {
                second.arrives("outbox/left/chelsea.png");
                second.arrives("done/left/chelsea.png");
            }
            assertThat(sandbox.ledger().charges()).isEqualTo(1);
        }
    }

    @Test
    void whatWasSubmittedAndNotCollectedIsToBeSeenInItsFolder() throws Exception {
        SandboxOptions slow =
                SandboxOptions.builder().queueTime(Duration.ofHours(1)).build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(slow).start()) {
            try (Watcher first = start(sandbox)) {
                first.drop(SAMPLES.resolve("chelsea.png"), "left/chelsea.png");
                first.arrives("submitted/left/chelsea.png");
            }
            assertThat(home.resolve("submitted/left/chelsea.png")).exists();
            assertThat(home.resolve("inbox/left/chelsea.png")).doesNotExist();
        }
    }

    private Watcher start(PixelForgeSandbox sandbox) throws Exception {
        return Watcher.start(Watcher.FOLDER, home, FileRelight.sandboxGateway(sandbox), Map.of());
    }
}
