package io.pixelforge.examples.filerelight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadPicturesTest {

    private static final Path SAMPLES = Watcher.FOLDER.resolve("samples");
    private static final Path TROUBLE = Watcher.FOLDER.resolve("trouble");

    @TempDir
    static Path home;

    private static PixelForgeSandbox sandbox;
    private static Watcher watcher;

    @BeforeAll
    static void start() throws Exception {
        sandbox = new PixelForgeSandbox().start();
        watcher = Watcher.start(
                Watcher.FOLDER,
                home,
                FileRelight.sandboxGateway(sandbox),
                Map.of(
                        "light.failing",
                        "sandbox:fail",
                        "light.erring",
                        "sandbox:error",
                        "light.doubtful",
                        "Doubtful light"));
    }

    @AfterAll
    static void stop() {
        watcher.close();
        sandbox.close();
    }

    @Test
    void anEmptyFileFails() throws Exception {
        watcher.drop(TROUBLE.resolve("empty.png"), "empty.png");

        assertThat(watcher.failsWith("empty.png")).contains("empty (0 bytes)");
        assertThat(home.resolve("failed/empty.png")).isEmptyFile();
    }

    @Test
    void aTextFileFails() throws Exception {
        watcher.drop(TROUBLE.resolve("notes.txt"), "notes.txt");

        assertThat(watcher.failsWith("notes.txt")).contains("no picture");
    }

    @Test
    void aTextThatTheServiceWouldTakeForARequestFailsToo() throws Exception {
        watcher.drop("https://example.com/photo.jpg".getBytes(), "link.jpg");

        assertThat(watcher.failsWith("link.jpg")).contains("no picture");
        assertThat(sandbox.ledger().entries())
                .noneMatch(entry -> entry.imageUrls().contains("https://example.com"));
    }

    @Test
    void picturesThatCannotBeDecodedFailBeforeTheyArePaid() throws Exception {
        watcher.drop(TROUBLE.resolve("torn.png"), "neon/torn.png");
        watcher.drop(TROUBLE.resolve("garbage.jpg"), "neon/garbage.jpg");

        assertThat(watcher.failsWith("neon/torn.png")).contains("damaged");
        assertThat(watcher.failsWith("neon/garbage.jpg")).contains("damaged");
        assertThat(sandbox.ledger().charges("Neon light at night")).isZero();
    }

    @Test
    void aFolderThatNamesNoLightSaysWhereToAddIt() throws Exception {
        watcher.drop(SAMPLES.resolve("chelsea.png"), "xray/chelsea.png");

        assertThat(watcher.failsWith("xray/chelsea.png")).contains("light.xray").contains("application.properties");
    }

    @Test
    void aJobThatTheServiceFailsTakesItsOriginalToFailed() throws Exception {
        watcher.drop(SAMPLES.resolve("chelsea.png"), "failing/chelsea.png");

        assertThat(watcher.failsWith("failing/chelsea.png")).contains("FAILED").contains("charged: yes");
        assertThat(home.resolve("failed/failing/chelsea.png")).hasSameBinaryContentAs(SAMPLES.resolve("chelsea.png"));
        assertThat(home.resolve("outbox/failing")).doesNotExist();
    }

    @Test
    void anErrorOfTheServiceSaysThatItWasNotCharged() throws Exception {
        watcher.drop(SAMPLES.resolve("chelsea.png"), "erring/chelsea.png");

        assertThat(watcher.failsWith("erring/chelsea.png")).contains("ERROR").contains("charged: no");
    }

    @Test
    void aSubmitWhoseAnswerWasLostSaysSoAndIsNotSentAgain() throws Exception {
        sandbox.faults()
                .on(CallKind.SUBMIT)
                .containing("Doubtful light")
                .always()
                .play(Fault.acceptedThenReset());

        watcher.drop(SAMPLES.resolve("chelsea.png"), "doubtful/chelsea.png");

        assertThat(watcher.failsWith("doubtful/chelsea.png")).containsOnlyOnce("not known");
        assertThat(sandbox.ledger().charges("Doubtful light")).isEqualTo(1);
    }

    @Test
    void aGoodPictureAmongThemComesOut() throws Exception {
        watcher.drop(TROUBLE.resolve("torn.png"), "a.png");
        watcher.drop(SAMPLES.resolve("rocket.jpg"), "b (1) & more, 50%.jpg");
        watcher.drop(TROUBLE.resolve("notes.txt"), "c.txt");

        Path relit = watcher.arrives("outbox/b (1) & more, 50%.jpg");

        assertThat(Files.readAllBytes(relit)).startsWith(0xff, 0xd8, 0xff);
        watcher.arrives("done/b (1) & more, 50%.jpg");
        watcher.failsWith("a.png");
        watcher.failsWith("c.txt");
    }
}
