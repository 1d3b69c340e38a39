package io.pixelforge.examples.s3relight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.images.PictureFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3OneCommandTest {

    @TempDir
    Path home;

    @Test
    void relightsTheSamplesAndEndsWhateverAnEarlierSandboxHasLeft() throws Exception {
        Files.writeString(home.resolve("sandbox-jobs.mv.db"), "no database");
        Settings settings = Settings.of(Store.FOLDER, Map.of("home", home.toString())::get);
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int status = new S3Relight(Store.FOLDER, settings, new PrintStream(said)).run();

        assertThat(status).as(said.toString()).isZero();
        assertThat(said.toString())
                .contains("3 relit (out/), 0 failed")
                .contains(home.resolve("out").toString());
        for (String name : List.of("chelsea.png", "coffee.png", "rocket.jpg")) {
            byte[] original = Files.readAllBytes(
                    Store.FOLDER.resolveSibling("file-relight/samples").resolve(name));
            byte[] result = Files.readAllBytes(home.resolve("out").resolve(name));
            assertThat(result).isNotEqualTo(original);
            assertThat(PictureFormat.of(result)).isEqualTo(PictureFormat.of(original));
        }
    }
}
