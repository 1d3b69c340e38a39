package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.images.S3Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set up wrongly fails before anything is paid, and says what to do. */
class S3PublishFaultsTest extends S3PublishTestSupport {

    private static final byte[] PNG = TestPictures.png();
    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&publishUri=RAW{" + KAMELET + "?";

    private static final String CREDENTIALS =
            "accessKey=" + S3Server.ACCESS_KEY + "&secretKey=RAW(" + S3Server.SECRET_KEY + ")";

    @Override
    protected Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>(super.parameters());
        parameters.remove("accessKey");
        parameters.remove("secretKey");
        return parameters;
    }

    @Test
    void withoutCredentials() {
        List<String> before = keys();

        assertRefused("", "accessKey and secretKey", "useDefaultCredentialsProvider");

        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void unlessTheyAreThoseOfTheEnvironment() throws Exception {
        System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
        try {
            String link = link(KAMELET + "?useDefaultCredentialsProvider=true", PNG, Map.of());

            assertThat(fetch(link).body()).isEqualTo(PNG);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void withASecretKeyThatIsWrong() {
        assertRefused("accessKey=" + S3Server.ACCESS_KEY + "&secretKey=wrong", "403");
    }

    @Test
    void withAPathStyleThatTheLinkWouldNotHave() {
        assertRefused(
                CREDENTIALS + "&forcePathStyle=true&uriEndpointOverride=http://localhost:" + server.port(),
                "amazonS3Presigner");
    }

    @Test
    void withABucketThatIsNotThere() {
        assertRefused(CREDENTIALS + "&bucketName=elsewhere", "does not exist");
    }

    @Test
    void unlessABucketThatIsNotThereIsToBeMade() throws Exception {
        String link = link(KAMELET + "?" + CREDENTIALS + "&bucketName=made-now&autoCreateBucket=true", PNG, Map.of());

        assertThat(fetch(link).body()).isEqualTo(PNG);
    }

    private void assertRefused(String parameters, String... words) {
        Throwable failure = catchThrowable(() -> link(RELIGHT + parameters + "}", PNG, Map.of()));

        for (String word : words) {
            assertThat(failure).hasStackTraceContaining(word);
        }
        assertThat(failure.toString()).doesNotContain(S3Server.SECRET_KEY);
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
    }
}
