package io.pixelforge.examples.kafkarelight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is paid is started only with all that makes it safe. */
class SettingsTest {

    private static final String KEY = "the-real-key-0123456789";

    @Test
    void nothingNeedsToBeSaid() {
        Settings settings = settings(Map.of());

        assertThat(settings.brokers()).isEmpty();
        assertThat(settings.gateway()).isEmpty();
        assertThat(settings.database().url()).startsWith("jdbc:h2:file:").contains(";WRITE_DELAY=0");
    }

    @Test
    void theRealServiceNeedsAClusterAndADatabaseToo() {
        assertThatThrownBy(() -> settings(Map.of("apiKey", KEY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Dbrokers")
                .hasMessageContaining("-DdatabaseUrl")
                .hasMessageContaining("Nothing was started")
                .hasMessageNotContaining("PIXELFORGE_API_KEY")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void withoutAKeyItSaysWhichVariableToSet() {
        assertThatThrownBy(() -> settings(Map.of("gatewayUrl", "https://example.com")))
                .hasMessageContaining("PIXELFORGE_API_KEY");
    }

    @Test
    void noSecretIsPrinted() {
        Settings settings = settings(Map.of(
                "apiKey", KEY,
                "brokers", "kafka:9092",
                "databaseUrl", "jdbc:postgresql://db/jobs",
                "databasePassword", "my-password"));

        assertThat(settings.toString()).doesNotContain(KEY).doesNotContain("my-password");
    }

    private static Settings settings(Map<String, String> said) {
        return Settings.of(Bench.FOLDER, said::get);
    }
}
