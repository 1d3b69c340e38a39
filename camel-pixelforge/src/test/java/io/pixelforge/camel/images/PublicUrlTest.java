package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/cat.png",
                "http://example.com:8080/cat.png",
                "HTTPS://bucket.s3.eu-central-1.amazonaws.com/cat.png?X-Amz-Signature=1",
                "https://93.184.215.14/cat.png",
                "https://[2606:4700::1111]/cat.png"
            })
    void mayBeFetchedFromOutside(String url) {
        assertThat(PublicUrl.fault(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/secret-path",
                "https://minio:9000/secret-path",
                "https://files.corp/secret-path",
                "http://nas.local/secret-path?secret-query",
                "https://127.0.0.1/secret-path",
                "http://10.0.0.7:9000/secret-path",
                "https://169.254.169.254/secret-path",
                "https://[::1]/secret-path",
                "https://user:secret-password@example.com/cat.png"
            })
    void cannotBeFetchedFromOutsideOrShouldNot(String url) {
        assertThat(PublicUrl.fault(URI.create(url)).orElseThrow())
                .containsAnyOf("not reachable from outside", "user or password")
                .doesNotContain("secret");
    }
}
