package io.pixelforge.camel.secrecy;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.gateway.GatewayException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose certificate only the user's trust store knows. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static WireMockServer gateway;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private PixelForgeComponent component;

    @BeforeAll
    static void startGateway() throws Exception {
        Path store = folder.resolve("gateway.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        gateway = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .dynamicHttpsPort()
                .keystorePath(store.toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        gateway.start();
        gateway.stubFor(any(anyUrl()).willReturn(okJson("{\"url\":\"https://a.example/1.png\"}")));
    }

    @AfterAll
    static void stopGateway() {
        gateway.stop();
    }

    @BeforeEach
    void configure() {
        gateway.resetRequests();
        component = context.getComponent("pixelforge", PixelForgeComponent.class);
        component.getConfiguration().setApiKey("key");
        component.getConfiguration().setGatewayUrl("https://127.0.0.1:" + gateway.httpsPort());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void isTrustedByTheOptionSslContextParameters() {
        context.getRegistry().bind("tls", trusting());

        assertThat(generate("&sslContextParameters=#tls").getException()).isNull();
    }

    @Test
    void isTrustedByTheGlobalParametersWhereTheComponentUsesThem() {
        context.setSSLContextParameters(trusting());
        component.setUseGlobalSslContextParameters(true);

        assertThat(generate("").getException()).isNull();
    }

    @Test
    void isNotTrustedByGlobalParametersThatTheComponentDoesNotUse() {
        context.setSSLContextParameters(trusting());

        Exchange exchange = pixelforgeStatus();

        assertThat(exchange.getException())
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("SSLHandshakeException");
        assertThat(gateway.getAllServeEvents()).isEmpty();
    }

    private Exchange generate(String options) {
        context.start();
        return context.createFluentProducerTemplate()
                .to("pixelforge:generate?prompt=A city&imageUrls=https://a.example/0.jpg" + options)
                .send();
    }

    /** Asked once, where a paid call would be tried again. */
    private Exchange pixelforgeStatus() {
        context.start();
        return context.createFluentProducerTemplate()
                .to("pixelforge:status?requestId=id-1")
                .send();
    }

    private static SSLContextParameters trusting() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + folder.resolve("gateway.p12"));
        store.setType("PKCS12");
        store.setPassword(PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}
