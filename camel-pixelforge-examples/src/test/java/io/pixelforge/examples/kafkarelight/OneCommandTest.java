package io.pixelforge.examples.kafkarelight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as it runs when nothing is said. */
class OneCommandTest {

    @TempDir
    Path home;

    @Test
    void itRelightsItsRecordsOnABrokerOfItsOwnAndEndsByItself() throws Exception {
        Settings settings = Settings.of(Bench.FOLDER, Map.of("home", home.toString())::get);
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int status = new KafkaRelight(Bench.FOLDER, settings, new PrintStream(said)).run();

        assertThat(status).isZero();
        assertThat(said.toString())
                .contains("Nothing is paid")
                .contains("Sent 8 records")
                .contains("7 ids: 4 in relit, 3 in relit-failed. The sandbox has charged 5 jobs.");
    }
}
