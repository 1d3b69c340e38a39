package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the line to a media host. */
class MediaRequestTest extends DownloadTestSupport {

    private static final byte[] PNG = png(1000);

    /** A client of a user who means well, and says too much. */
    @Override
    CloseableHttpClient client() {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        credentials.setCredentials(
                new AuthScope(null, -1), new UsernamePasswordCredentials("me", "secret".toCharArray()));
        HttpClientBuilder builder = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .setUserAgent("plain")
                .setDefaultCredentialsProvider(credentials)
                .addRequestInterceptorLast((request, body, context) -> {
                    for (String name : List.of("Authorization", "Cookie", "Referer", "X-Mine", "Proxy-Authorization")) {
                        request.addHeader(name, "secret");
                    }
                });
        AnonymousRequests.prepare(builder);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/a%2Fb/output.png?X-Amz-Credential=AKIA%2F20260522%2Fauto&X-Amz-Signature=0aF%2b%2B/+~%7E",
                "/a.png?a=b%20c+d&e=%C3%A4%c3%a4&empty=&flag&a=b",
                "/a.png?q=%25%2520&path=/x//y/../z&colon=:@!$'()*,;",
                "/a.png?",
                "//two//slashes.png",
                "/a/../b/./c.png"
            })
    void pathAndQueryAreSentByteForByte(String target) {
        server.thenPicture(PNG);

        download(server.url() + target + "#fragment");

        assertThat(bytes(picture())).isEqualTo(PNG);
        assertThat(server.requests()).singleElement().asString().startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @Test
    void theyAreAlsoWhereARedirectLeads() {
        String target = "/b%2Fc.png?sig=0aF%2b%2B/+~%7E";
        server.thenStatus(307, "\nLocation: " + server.url() + target).thenPicture(PNG);

        download(server.url() + "/a.png?sig=1");

        assertThat(bytes(picture())).isEqualTo(PNG);
        assertThat(server.requests().get(1)).startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @Test
    void nothingIsSaidAboutWhoAsks() {
        server.thenStatus(307, "\nLocation: /b.png\nSet-Cookie: a=secret; Path=/")
                .thenPicture(PNG);

        download(server.url() + "/a.png");

        assertThat(bytes(picture())).isEqualTo(PNG);
        assertThat(server.requests()).hasSize(2).allSatisfy(MediaRequestTest::assertAnonymous);
    }

    @ParameterizedTest
    @ValueSource(strings = {"401 x\nWWW-Authenticate: Basic realm=a", "407 x\nProxy-Authenticate: Basic realm=a"})
    void neitherIfTheHostAsksForIt(String challenge) {
        for (int i = 0; i < 3; i++) {
            server.then("HTTP/1.1 " + challenge + "\nContent-Length: 0", new byte[0]);
        }

        download(server.url() + "/a.png");

        assertThat(failure()).hasMessageContaining("HTTP 40");
        assertThat(server.requests()).isNotEmpty().allSatisfy(MediaRequestTest::assertAnonymous);
    }

    private static void assertAnonymous(String request) {
        List<String> headers = request.lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
        assertThat(headers).containsExactlyInAnyOrder("host", "connection", "user-agent", "accept-encoding");
        assertThat(request).doesNotContain("secret").contains("User-Agent: plain", "Accept-Encoding: identity");
    }
}
