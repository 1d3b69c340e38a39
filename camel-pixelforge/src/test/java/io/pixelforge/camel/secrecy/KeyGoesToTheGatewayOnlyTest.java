package io.pixelforge.camel.secrecy;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.wire.WireTestSupport;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Neither a redirect nor a URL out of an answer takes the key to another origin. */
class KeyGoesToTheGatewayOnlyTest extends WireTestSupport {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};

    @RegisterExtension
    static final WireMockExtension ANSWERING = onLoopback();

    @RegisterExtension
    static final WireMockExtension ELSEWHERE = onLoopback();

    private static WireMockExtension onLoopback() {
        return WireMockExtension.newInstance()
                .options(
                        WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
                .build();
    }

    @Override
    protected void prepare(DefaultCamelContext context) {
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setGatewayUrl(ANSWERING.baseUrl());
        configuration.setInitialPollDelay(0);
        configuration.getHttpOptions().put("authUsername", "me");
        configuration.getHttpOptions().put("authPassword", KEY);
    }

    @BeforeEach
    void answerElsewhere() {
        ELSEWHERE.stubFor(any(anyUrl()).willReturn(ok().withBody(PNG)));
    }

    @Test
    void whenItRedirectsAPaidCallOrAQuestion() {
        ANSWERING.stubFor(any(anyUrl()).willReturn(temporaryRedirect(ELSEWHERE.url("/steal"))));

        assertThat(send("pixelforge:generate?" + MINIMUM, null, Map.of()).getException())
                .isNotNull();
        assertThat(send("pixelforge:relight?" + MINIMUM, null, Map.of()).getException())
                .isNotNull();
        assertThat(send("pixelforge:status?requestId=id-1", null, Map.of()).getException())
                .isNotNull();
        assertThat(ANSWERING.getAllServeEvents()).hasSize(3);
        assertThat(ELSEWHERE.getAllServeEvents()).isEmpty();
    }

    @Test
    void whenItsAnswersNameOtherUrls() {
        ELSEWHERE.stubFor(get("/1.png").willReturn(temporaryRedirect(ELSEWHERE.url("/2.png"))));
        ANSWERING.stubFor(post(anyUrl())
                .willReturn(okJson("{\"request_id\":\"id-2\",\"status\":\"QUEUED\",\"polling_url\":\""
                        + ELSEWHERE.url("/steal") + "\"}")));
        ANSWERING.stubFor(get(urlPathMatching("/v2/requests/status/.*"))
                .willReturn(okJson("{\"request_id\":\"id-2\",\"status\":\"COMPLETED\",\"output\":{\"media_url\":[\""
                        + ELSEWHERE.url("/1.png") + "\"]},\"polling_url\":\"" + ELSEWHERE.url("/steal") + "\"}")));

        Exchange exchange = send(
                "pixelforge:relight?awaitCompletion=true&download=true&" + MINIMUM,
                null,
                Map.of("Authorization", "Bearer " + KEY, "Cookie", "mine"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(PNG);
        assertThat(ELSEWHERE.getAllServeEvents())
                .extracting(event -> event.getRequest().getUrl())
                .containsExactlyInAnyOrder("/1.png", "/2.png");
        assertThat(ELSEWHERE.getAllServeEvents()).allSatisfy(KeyGoesToTheGatewayOnlyTest::assertAnonymous);
    }

    private static void assertAnonymous(ServeEvent event) {
        assertThat(event.getRequest().getHeaders().toString()).doesNotContain(KEY);
        assertThat(event.getRequest().getHeaders().keys())
                .map(String::toLowerCase)
                .doesNotContain("ocp-apim-subscription-key", "authorization", "cookie");
    }
}
