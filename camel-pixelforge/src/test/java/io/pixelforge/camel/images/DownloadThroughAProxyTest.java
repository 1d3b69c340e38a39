package io.pixelforge.camel.images;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.gateway.MediaException;
import io.pixelforge.camel.wire.WireTestSupport;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A proxy connects to whatever address it finds, so only hosts that are named are asked for. */
class DownloadThroughAProxyTest extends WireTestSupport {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
    private static final String AWAIT = "pixelforge:await?initialPollDelay=0&download=true";

    @RegisterExtension
    static final WireMockExtension PROXY = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    /** As behind a proxy that is set by other means than our options. */
    @Override
    protected void prepare(DefaultCamelContext context) {
        HttpClientConfigurer proxy = builder -> builder.setProxy(new HttpHost("http", "127.0.0.1", PROXY.getPort()));
        context.getRegistry().bind("proxy", proxy);
        ComponentSeams.useDownloadRules(
                context.getComponent("pixelforge", PixelForgeComponent.class),
                new DownloadRules(2, Duration.ofMillis(10), Duration.ofSeconds(60)));
    }

    private static void aPictureIsBehindTheProxy(String requestId, String url) {
        PROXY.stubFor(any(urlMatching(".*/v2/requests/status/.*"))
                .willReturn(okJson("{\"request_id\":\"" + requestId
                        + "\",\"status\":\"COMPLETED\",\"output\":{\"media_url\":" + "[\"" + url + "\"]}}")));
        PROXY.stubFor(any(urlMatching("/1.png.*")).willReturn(ok().withBody(PNG)));
    }

    @Test
    void aHostThatIsNotNamedIsRefusedWithoutACall() {
        aPictureIsBehindTheProxy("id-1", "https://8.8.8.8/1.png");

        Exchange exchange = send(AWAIT + "&http.httpClientConfigurer=#proxy", "id-1", Map.of());

        assertThat(exchange.getException())
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("behind a proxy its address cannot be checked: name its host with mediaHosts");
        assertThat(PROXY.getAllServeEvents())
                .allSatisfy(event -> assertThat(event.getRequest().getUrl()).contains("/v2/requests/status/"));
    }

    @Test
    void aHostThatIsNamedIsAskedForByItsNameWithoutLookingItUp() {
        aPictureIsBehindTheProxy("id-3", "http://media.invalid/1.png?sig=a%2Fb");

        Exchange exchange = send(
                AWAIT + "&http.proxyHost=127.0.0.1&http.proxyPort=" + PROXY.getPort()
                        + "&http.proxyAuthScheme=http&mediaHosts=media.invalid",
                "id-3",
                Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(PNG);
        assertThat(PROXY.getAllServeEvents())
                .anySatisfy(event -> assertThat(event.getRequest().getAbsoluteUrl())
                        .isEqualTo("http://media.invalid/1.png?sig=a%2Fb"));
    }
}
