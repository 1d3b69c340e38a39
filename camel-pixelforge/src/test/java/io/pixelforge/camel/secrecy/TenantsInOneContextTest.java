package io.pixelforge.camel.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.callbacks.CallbackTestSupport;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.wire.TestHttpServer;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.KeyPrint;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two tenants with keys and gateways of their own share a context, a component and a repository, but nothing else. */
class TenantsInOneContextTest {

    private static final int ORDERS = 3;

    @RegisterExtension
    static final AvailablePortFinder.Port PORT = AvailablePortFinder.find();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Tenant a = new Tenant("a");
    private final Tenant b = new Tenant("b");

    @BeforeEach
    void start() throws Exception {
        TestHttpServer.start(context, PORT.getPort());
        PixelForgeConfiguration options =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        options.setJobRepository(new MemoryJobRepository());
        options.setInitialPollDelay(20);
        options.setPollInterval(20);
        options.setMaxPollInterval(100);
        options.setWebhookExternalUrl("http://127.0.0.1:" + PORT.getPort());
        options.setWebhookFallbackInterval(100);
        context.addRoutes(a);
        context.addRoutes(b);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        a.gateway.close();
        b.gateway.close();
    }

    @Test
    void eachGatewaySeesItsOwnTenantOnly() {
        for (Tenant tenant : List.of(a, b)) {
            for (CallKind kind : List.of(CallKind.SUBMIT, CallKind.STATUS, CallKind.MEDIA)) {
                tenant.gateway
                        .faults()
                        .on(kind)
                        .always()
                        .play(Fault.delay(Duration.ZERO).header("Set-Cookie", "tenant=" + tenant.name));
            }
        }

        orders().forEach(order -> {
            assertThat(a.submit(order).getException()).isNull();
            assertThat(b.submit(order).getException()).isNull();
        });

        for (Tenant tenant : List.of(a, b)) {
            await().until(() -> tenant.ended.size() == ORDERS);
            assertThat(tenant.ended).allSatisfy(end -> {
                assertThat(end.getMessage().getHeader(PixelForgeConstants.JOB_GROUP))
                        .isEqualTo(tenant.name);
                assertThat(end.getMessage().getHeader(PixelForgeConstants.MEDIA_URL, String.class))
                        .startsWith(tenant.gateway.url());
            });
            assertThat(tenant.gateway.requests()).allSatisfy(tenant::isItsOwn);
            assertThat(tenant.gateway.violations()).isEmpty();
            assertThat(tenant.gateway.counters().mediaCalls()).isEqualTo(ORDERS);
            assertThat(tenant.gateway.counters().callbacksTaken()).isPositive();
            assertThat(tenant.gateway.ledger().chargesByPrompt()).containsOnlyKeys("Light of " + tenant.name);
            assertThat(tenant.gateway.ledger().charges()).isEqualTo(ORDERS);
        }
    }

    @Test
    void aCallbackOfOneTellsNothingOfTheOther() throws Exception {
        for (Tenant tenant : List.of(a, b)) {
            tenant.gateway.faults().on(CallKind.CALLBACK).always().play(Fault.lost());
        }
        String requestOfA = a.submit("1").getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        b.submit("1");
        String callbackOfB = b.gateway.requests().get(0).header("X-Webhook-URL").orElseThrow();

        int status = CallbackTestSupport.post(callbackOfB, CallbackTestSupport.callback(requestOfA, "COMPLETED"))
                .statusCode();

        assertThat(status).isEqualTo(400);
        await().until(() -> b.ended.size() == 1);
        assertThat(b.gateway.requests()).noneMatch(request -> request.path().endsWith(requestOfA));
    }

    @Test
    void aRefusedKeyPausesItsOwnTenantOnly() {
        a.gateway.faults().on(CallKind.STATUS).always().play(Fault.status(401));

        assertOnlyBGoesOn();
    }

    @Test
    void aSlowDownIsItsOwnTenantsOnly() {
        a.gateway.faults().on(CallKind.STATUS).always().play(Fault.status(429).retryAfter(600));

        assertOnlyBGoesOn();
    }

    @Test
    void anEmptyWalletIsItsOwnTenantsOnly() {
        a.gateway.faults().on(CallKind.SUBMIT).always().play(Fault.insufficientBalance());

        Exchange refused = a.submit("1");
        Exchange accepted = b.submit("1");

        assertThat(refused.getException()).hasMessageContaining("402");
        assertThat(accepted.getException()).isNull();
        assertThat(a.gateway.ledger().charges()).isZero();
        assertThat(b.gateway.ledger().charges()).isEqualTo(1);
    }

    private void assertOnlyBGoesOn() {
        a.submit("1");
        await().until(() -> a.gateway.counters().statusCalls() > 0);

        orders().forEach(b::submit);

        await().until(() -> b.ended.size() == ORDERS);
        assertThat(a.ended).isEmpty();
        assertThat(a.gateway.counters().statusCalls()).isEqualTo(1);
    }

    private static List<String> orders() {
        return IntStream.range(0, ORDERS).mapToObj(String::valueOf).toList();
    }

    private final class Tenant extends RouteBuilder {

        private final String name;
        private final String key;
        private final List<Exchange> ended = new CopyOnWriteArrayList<>();
        private final PixelForgeSandbox gateway;

        Tenant(String name) {
            this.name = name;
            this.key = "key-of-" + name + "-0123456789";
            gateway =
                    new PixelForgeSandbox(SandboxOptions.builder().apiKeys(key).build()).start();
        }

        @Override
        public void configure() {
            String options = "?jobGroup=" + name + "&apiKey=" + key + "&gatewayUrl=" + gateway.url();
            from("direct:" + name)
                    .to("pixelforge:relight" + options + "&prompt=Light of " + name + "&idempotentKey=${header.order}");
            from("pixelforge:relight" + options + "&download=true&initialDelay=0&delay=20")
                    .process(exchange -> ended.add(exchange.copy()));
        }

        Exchange submit(String order) {
            return context.createFluentProducerTemplate()
                    .to("direct:" + name)
                    .withHeader("order", order)
                    .withBody("https://example.com/photo.jpg")
                    .send();
        }

        void isItsOwn(RecordedRequest request) {
            boolean media = request.path().startsWith(CallKind.MEDIA_PREFIX);
            assertThat(request.headers().get("ocp-apim-subscription-key")).isEqualTo(media ? null : KeyPrint.of(key));
            assertThat(request.headers()).doesNotContainKey("cookie");
        }
    }
}
