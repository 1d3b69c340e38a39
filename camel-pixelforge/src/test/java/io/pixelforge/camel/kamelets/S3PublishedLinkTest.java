package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.LogRecorder;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.images.S3Server;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3PublishedLinkTest extends S3PublishTestSupport {

    private static final byte[] PNG = TestPictures.png();
    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&publishUri=";

    /** So the sandbox takes the link for public; the server answers to any name. */
    @BindToRegistry("outside")
    private final S3Presigner outside = S3Presigner.builder()
            .endpointOverride(URI.create("https://s3.example.com"))
            .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .region(Region.of(S3Server.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
            .build();

    @Override
    protected Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>(super.parameters());
        parameters.put("amazonS3Presigner", "#bean:outside");
        return parameters;
    }

    @Test
    void reachesTheServiceByteForByteAsItWasSigned() throws Exception {
        Exchange answer = publish(RELIGHT + KAMELET, PNG, Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
        String link = GATEWAY.sandbox().ledger().entries().get(0).imageUrls().get(0);
        assertThat(link).startsWith("https://s3.example.com/photos/pixelforge/");
        assertThat(fetch(link).status()).isEqualTo(200);
        assertThat(fetch(link).body()).isEqualTo(PNG);
        assertThat(fetch(link.replace("%2F", "/")).status()).isEqualTo(200);
        assertThat(fetch(link.replace("X-Amz-Expires=86400", "X-Amz-Expires=86401"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void isTheOnlyWayToThePicture() throws Exception {
        String link = link(KAMELET, PNG, Map.of());

        assertThat(fetch(link.substring(0, link.indexOf('?'))).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"'', 86400", "linkLifetime=2h, 7200", "linkLifetime=PT90M, 5400", "linkLifetime=7d, 604800"})
    void livesForADayOrAsLongAsItIsTold(String option, String seconds) throws Exception {
        assertThat(link(KAMELET + "?" + option, PNG, Map.of())).contains("X-Amz-Expires=" + seconds + "&");
    }

    @ParameterizedTest
    @CsvSource({"8d, 7 days", "soon, soon"})
    void isNotMadeForALifetimeThatCannotBe(String lifetime, String reason) {
        assertThatThrownBy(() -> link(RELIGHT + "RAW{" + KAMELET + "?linkLifetime=" + lifetime + "}", PNG, Map.of()))
                .hasStackTraceContaining(reason);
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
    }

    /** At DEBUG and TRACE Camel itself writes the parameters of all kamelets, and at TRACE the SDK all URLs. */
    @Test
    void isNotLoggedAndNeitherIsTheSecretKey() throws Exception {
        try (LogRecorder log = new LogRecorder()) {
            String link = link(KAMELET, PNG, Map.of());
            GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(400));
            Exchange refused = publish(RELIGHT + KAMELET, PNG, Map.of());
            Exchange answer = publish(RELIGHT + KAMELET, PNG, Map.of());
            String sent =
                    GATEWAY.sandbox().ledger().entries().get(0).imageUrls().get(0);

            assertThat(answer.getException()).isNull();
            assertThat(refused.getException()).isNotNull().hasMessageNotContaining("X-Amz");
            assertThat(log.lines())
                    .filteredOn(line -> !line.matches("(?s)TRACE \\S+ software\\.amazon\\.awssdk\\..*"))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(signature(link)) || line.contains(signature(sent)));
            assertThat(log.lines())
                    .filteredOn(line -> !line.matches("(?s)(DEBUG|TRACE) .*? org\\.apache\\.camel\\..*"))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(S3Server.SECRET_KEY));
        }
    }

    private static String signature(String link) {
        return link.replaceFirst(".*X-Amz-Signature=", "");
    }
}
