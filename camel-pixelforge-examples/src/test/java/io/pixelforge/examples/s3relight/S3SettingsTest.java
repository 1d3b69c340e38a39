package io.pixelforge.examples.s3relight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {

    private static final String KEY = "the-real-key-0123456789";

    private static Settings settings(Map<String, String> said) {
        return Settings.of(Store.FOLDER, said::get);
    }

    @Test
    void withoutAnythingTheSamplesAreRelitOnThisMachine() {
        Settings settings = settings(Map.of());

        assertThat(settings.gateway()).isEmpty();
        assertThat(settings.bucket()).isEmpty();
        assertThat(settings.pictures().orElseThrow()).isDirectoryContaining("glob:**chelsea.png");
    }

    @Test
    void theRealServiceNeedsABucketThatItCanReach() {
        assertThatThrownBy(() -> settings(Map.of("apiKey", KEY)))
                .hasMessageContaining("-Dbucket")
                .hasMessageContaining("Nothing was started")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void anotherGatewayNeedsAKey() {
        assertThatThrownBy(() -> settings(Map.of("gatewayUrl", "https://gateway.example.com")))
                .hasMessageContaining("PIXELFORGE_API_KEY");
    }

    @Test
    void allFaultsOfABucketAreNamed() {
        assertThatThrownBy(() -> settings(Map.of("bucket", "mine", "accessKey", "id")))
                .hasMessageContaining("-Dregion")
                .hasMessageContaining("PIXELFORGE_SECRET_KEY");
    }

    @Test
    void nothingIsPutIntoABucketOfTheUsersByItself() {
        Map<String, String> said = new HashMap<>(Map.of("bucket", "mine", "region", "eu-west-1", "apiKey", KEY));

        Settings settings = settings(said);

        assertThat(settings.pictures()).isEmpty();
        Map<String, String> properties = settings.properties(
                settings.gateway().orElseThrow(), settings.bucket().orElseThrow());
        assertThat(properties)
                .containsEntry("s3.useDefaultCredentialsProvider", "true")
                .containsEntry("relight.gatewayUrl", Settings.REAL_GATEWAY)
                .containsEntry("relight.publisher", Settings.LINK);
        said.put("accessKey", "id");
        said.put("secretKey", "secret");
        Settings withKeys = settings(said);
        assertThat(withKeys.properties(
                        withKeys.gateway().orElseThrow(), withKeys.bucket().orElseThrow()))
                .containsEntry("s3.useDefaultCredentialsProvider", "false");
        assertThat(withKeys.bucket().orElseThrow().toString()).doesNotContain("secret");
    }
}
