package io.pixelforge.examples.webhookrelight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WebhookRelightTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir"), "webhook-relight");

    @Test
    void allEndsAreSeenByACallbackOverHttpsAndOneQuestion() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int status = new WebhookRelight(FOLDER, new PrintStream(out, true, UTF_8)).run();

        assertThat(out.toString(UTF_8))
                .contains("5 jobs ended; 5 ends were detected by webhook; 5 callbacks, 5 status calls.");
        assertThat(status).isZero();
    }
}
