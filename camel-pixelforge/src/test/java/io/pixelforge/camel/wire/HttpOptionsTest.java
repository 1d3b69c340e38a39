package io.pixelforge.camel.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Options with the prefix {@code http.} reach the client. */
class HttpOptionsTest extends WireTestSupport {

    @RegisterExtension
    static final WireMockExtension PROXY = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @Override
    protected void prepare(DefaultCamelContext context) {
        HttpClientConfigurer header = builder ->
                builder.addRequestInterceptorLast((request, entity, ctx) -> request.addHeader("X-Mine", "yes"));
        context.getRegistry().bind("mine", header);
    }

    @Test
    void aProxyGetsTheCall() {
        PROXY.stubFor(any(anyUrl()).willReturn(okJson("{\"request_id\":\"from-proxy\",\"status\":\"QUEUED\"}")));

        Exchange exchange = send(
                "pixelforge:relight?http.proxyHost=127.0.0.1&http.proxyPort=" + PROXY.getPort() + "&" + MINIMUM,
                null,
                Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .isEqualTo("from-proxy");
        assertThat(PROXY.getAllServeEvents()).singleElement().satisfies(event -> assertThat(
                        event.getRequest().getAbsoluteUrl())
                .startsWith(GATEWAY.url()));
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
    }

    @Test
    void aResponseTimeoutEndsTheCall() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.delay(Duration.ofSeconds(5)));

        Exchange exchange = send("pixelforge:relight?http.responseTimeout=200&" + MINIMUM, null, Map.of());

        assertThat(exchange.getException()).isInstanceOf(SubmissionUnknownException.class);
    }

    @Test
    void aUserAgentIsSent() {
        send("pixelforge:relight?http.userAgent=mine&" + MINIMUM, null, Map.of());

        assertThat(GATEWAY.sandbox().requests().get(0).header("User-Agent")).hasValue("mine");
    }

    @Test
    void aConfigurerIsCombinedWithOursAndCannotTurnOnRetries() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(503));

        Exchange exchange = send("pixelforge:relight?http.httpClientConfigurer=#mine&" + MINIMUM, null, Map.of());

        assertThat(exchange.getException()).isInstanceOf(SubmissionUnknownException.class);
        assertThat(GATEWAY.sandbox().requests())
                .singleElement()
                .satisfies(request -> assertThat(request.header("X-Mine")).hasValue("yes"));
    }

    @Test
    void aCookieIsNotSentBack() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(400).header("Set-Cookie", "a=b; Path=/"));
        send("pixelforge:relight?" + MINIMUM, null, Map.of());

        send("pixelforge:relight?" + MINIMUM, null, Map.of());

        assertThat(GATEWAY.sandbox().requests()).hasSize(2);
        assertThat(GATEWAY.sandbox().requests().get(1).header("Cookie")).isEmpty();
    }
}
