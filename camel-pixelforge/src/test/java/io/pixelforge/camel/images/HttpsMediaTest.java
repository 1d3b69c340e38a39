package io.pixelforge.camel.images;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What began with https stays with https. */
class HttpsMediaTest extends DownloadTestSupport {

    private static final byte[] PNG = png(1000);

    @RegisterExtension
    static final WireMockExtension MEDIA = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options()
                    .bindAddress("127.0.0.1")
                    .dynamicPort()
                    .dynamicHttpsPort())
            .build();

    @Override
    CloseableHttpClient client() {
        try {
            HttpClientBuilder builder = HttpClients.custom()
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                                    SSLContextBuilder.create()
                                            .loadTrustMaterial(TrustAllStrategy.INSTANCE)
                                            .build(),
                                    NoopHostnameVerifier.INSTANCE))
                            .build());
            AnonymousRequests.prepare(builder);
            return builder.build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void alsoAlongARedirect() {
        MEDIA.stubFor(get("/a.png").willReturn(temporaryRedirect("/b.png")));
        MEDIA.stubFor(get("/b.png").willReturn(ok().withBody(PNG)));

        download(https("/a.png"));

        assertThat(bytes(picture())).isEqualTo(PNG);
    }

    @Test
    void aRedirectToHttpIsRefusedEvenToAHostThatMayBeAskedByIt() {
        MEDIA.stubFor(get("/a.png").willReturn(temporaryRedirect(server.url() + "/b.png")));

        download(https("/a.png"));

        assertThat(failure()).hasMessageContaining("redirects from https to a URL that is not https");
        assertThat(server.requests()).isEmpty();
    }

    private static String https(String path) {
        return "https://127.0.0.1:" + MEDIA.getHttpsPort() + path;
    }
}
