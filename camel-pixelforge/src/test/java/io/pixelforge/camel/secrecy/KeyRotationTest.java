package io.pixelforge.camel.secrecy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.AuthenticationException;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.DefaultContextReloadStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The key is replaced while jobs are pending, at a gateway where both keys belong to one account. */
class KeyRotationTest {

    private static final String HEADER = "Ocp-Apim-Subscription-Key";
    private static final String OLD = "old-key-0123456789";
    private static final String NEW = "new-key-0123456789";
    private static final List<String> IDS = List.of("id-1", "id-2", "id-3");
    private static final Duration LESS_THAN_THE_PAUSE = Duration.ofSeconds(20);

    @RegisterExtension
    static final WireMockExtension GATEWAY = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final CamelContext context = new DefaultCamelContext();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private volatile Supplier<String> source = () -> OLD;

    @BeforeEach
    void configure() {
        Supplier<String> supplier = () -> source.get();
        context.getRegistry().bind("vaultKey", supplier);
        PixelForgeConfiguration options = options();
        options.setGatewayUrl(GATEWAY.baseUrl());
        options.setInitialPollDelay(0);
        options.setPollInterval(50);
        options.setMaxPollInterval(50);
        for (String id : IDS) {
            GATEWAY.stubFor(post(CallKind.SUBMIT_PATH)
                    .withRequestBody(containing("/" + id + ".jpg"))
                    .willReturn(okJson("{\"request_id\":\"" + id + "\",\"status\":\"QUEUED\"}")));
            GATEWAY.stubFor(asked(id, OLD).willReturn(status(id, "PROCESSING", "")));
            GATEWAY.stubFor(asked(id, NEW)
                    .willReturn(status(id, "COMPLETED", "\"media_url\":[\"https://cdn.example/1.png\"]")));
        }
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void itsJobsEndWithTheNewOne() throws Exception {
        start("&apiKeySupplier=#bean:vaultKey");
        IDS.forEach(this::submit);
        awaitQuestions(OLD);

        source = () -> NEW;

        await().until(() -> ended.size() == IDS.size());
        assertThat(ended).containsExactlyInAnyOrderElementsOf(IDS);
        submit("id-1");
        GATEWAY.verify(1, postRequestedFor(urlEqualTo(CallKind.SUBMIT_PATH)).withHeader(HEADER, equalTo(NEW)));
    }

    @Test
    void aRefusedOnePausesTheQuestionsUntilThereIsANewOne() throws Exception {
        GATEWAY.stubFor(get(anyUrl())
                .withHeader(HEADER, equalTo(OLD))
                .willReturn(aResponse().withStatus(401)));
        start("&apiKeySupplier=#bean:vaultKey");
        IDS.forEach(this::submit);
        await().untilAsserted(() -> GATEWAY.verify(getRequestedFor(anyUrl())));

        source = () -> NEW;

        await().atMost(LESS_THAN_THE_PAUSE).until(() -> ended.size() == IDS.size());
        assertThat(ended).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(GATEWAY.findAll(getRequestedFor(anyUrl()).withHeader(HEADER, equalTo(OLD))))
                .hasSizeLessThanOrEqualTo(IDS.size());
    }

    @Test
    void nothingIsAskedWhileThereIsNoneAndNothingSaidOfWhy() throws Exception {
        start("&apiKeySupplier=#bean:vaultKey");
        submit("id-1");
        awaitQuestions(OLD, "id-1");
        source = () -> {
            throw new IllegalStateException("vault is sealed, last value " + OLD);
        };

        Exchange refused = submit("id-2");
        source = () -> " ";
        Exchange blank = submit("id-2");

        for (Exchange exchange : List.of(refused, blank)) {
            assertThat(exchange.getException())
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("apiKeySupplier")
                    .hasNoCause()
                    .message()
                    .doesNotContain(OLD);
            assertThat(((AuthenticationException) exchange.getException()).getCharged())
                    .isEqualTo(Charged.NO);
        }
        GATEWAY.verify(1, postRequestedFor(anyUrl()));
        source = () -> NEW;
        await().atMost(LESS_THAN_THE_PAUSE).until(() -> ended.contains("id-1"));
    }

    @Test
    void anAnswerThatRepeatsTheOldOneIsMasked() throws Exception {
        GATEWAY.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"Refused for " + OLD + "\"}")));
        start("&apiKeySupplier=#bean:vaultKey");
        Iterator<String> keys = List.of(OLD).iterator();
        source = () -> keys.hasNext() ? keys.next() : NEW;

        Exchange exchange = submit("id-1");

        assertThat(exchange.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Refused for xxxxxx");
    }

    @Test
    void aGroupHasOneSource() throws Exception {
        context.getRegistry().bind("other", (Supplier<String>) () -> OLD);
        start("&apiKeySupplier=#bean:vaultKey");

        assertThatThrownBy(() -> context.getEndpoint("pixelforge:relight?apiKeySupplier=#bean:other")
                        .start())
                .hasRootCauseMessage("The jobGroup default is used with two different values of apiKey or"
                        + " apiKeySupplier. Give each key a jobGroup of its own.");
    }

    @Test
    void aKeyAndASourceExcludeEachOther() {
        assertThatThrownBy(() -> context.getEndpoint("pixelforge:relight?apiKey=a&apiKeySupplier=#bean:vaultKey"))
                .hasMessageContaining("apiKey and apiKeySupplier exclude each other");
    }

    @Test
    void aSourceMayAskAVaultOfCamel() throws Exception {
        context.getPropertiesComponent().addPropertiesFunction(vault());
        options().setApiKeySupplier(() -> context.resolvePropertyPlaceholders("{{vault:pixelforge}}"));
        start("");
        IDS.forEach(this::submit);
        awaitQuestions(OLD);

        source = () -> NEW;

        await().until(() -> ended.size() == IDS.size());
    }

    /** What {@code camel.vault.*.refreshEnabled} does when the secret has changed. */
    @Test
    void aPlaceholderInAUriIsReadAgainWhenCamelReloadsItsRoutes() throws Exception {
        context.getPropertiesComponent().addPropertiesFunction(vault());
        DefaultContextReloadStrategy reload = new DefaultContextReloadStrategy();
        context.addService(reload);
        start("&apiKey={{vault:pixelforge}}");
        IDS.forEach(this::submit);
        awaitQuestions(OLD);

        source = () -> NEW;
        reload.onReload("test");

        assertThat(reload.getLastError()).isNull();
        await().until(() -> ended.size() == IDS.size());
        submit("id-1");
        GATEWAY.verify(1, postRequestedFor(urlEqualTo(CallKind.SUBMIT_PATH)).withHeader(HEADER, equalTo(NEW)));
    }

    private PixelForgeConfiguration options() {
        return context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
    }

    private void start(String key) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pixelforge:relight?prompt=Soft light" + key);
                from("pixelforge:relight?initialDelay=0&delay=50" + key)
                        .process(exchange -> ended.add(
                                exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class)));
            }
        });
        context.start();
    }

    private Exchange submit(String id) {
        return context.createFluentProducerTemplate()
                .to("direct:submit")
                .withBody("https://example.com/" + id + ".jpg")
                .send();
    }

    private void awaitQuestions(String key, String... ids) {
        for (String id : ids.length == 0 ? IDS : List.of(ids)) {
            await().untilAsserted(() -> GATEWAY.verify(
                    getRequestedFor(urlEqualTo(CallKind.STATUS_PREFIX + id)).withHeader(HEADER, equalTo(key))));
        }
    }

    private PropertiesFunction vault() {
        return new Vault();
    }

    private static MappingBuilder asked(String id, String key) {
        return get(CallKind.STATUS_PREFIX + id).withHeader(HEADER, equalTo(key));
    }

    private static ResponseDefinitionBuilder status(String id, String status, String output) {
        return okJson("{\"request_id\":\"" + id + "\",\"status\":\"" + status + "\",\"output\":{" + output + "}}");
    }

    /** As those of Camel's vault components. */
    private final class Vault extends ServiceSupport implements PropertiesFunction {

        @Override
        public String getName() {
            return "vault";
        }

        @Override
        public String apply(String remainder) {
            return source.get();
        }
    }
}
