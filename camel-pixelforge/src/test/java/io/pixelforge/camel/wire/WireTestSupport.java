package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One context for all tests of a class, whose jobs are never due, so that only paid calls reach the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WireTestSupport {

    protected static final String KEY = "test-key-0123456789abcdef";
    protected static final String PHOTO = "https://example.com/photo.jpg";
    protected static final String MINIMUM = "prompt=Soft light&imageUrls=" + PHOTO;

    @RegisterExtension
    protected static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension();

    protected final DefaultCamelContext context = new DefaultCamelContext();
    protected ProducerTemplate template;

    @BeforeAll
    protected void startContext() throws Exception {
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setApiKey(KEY);
        configuration.setGatewayUrl(GATEWAY.url());
        configuration.setInitialPollDelay(Duration.ofHours(1).toMillis());
        prepare(context);
        context.start();
        template = context.createProducerTemplate();
    }

    /** What a test needs in the context before it starts. */
    protected void prepare(DefaultCamelContext context) throws Exception {}

    @AfterAll
    protected void stopContext() {
        context.stop();
    }

    protected Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** The body of the one call that reached the gateway for this exchange. */
    protected String sent(String uri, Object body, Map<String, Object> headers) {
        int before = GATEWAY.sandbox().requests().size();
        Exchange exchange = send(uri, body, headers);
        assertThat(exchange.getException()).isNull();
        List<RecordedRequest> requests = GATEWAY.sandbox().requests();
        assertThat(requests).hasSize(before + 1);
        return requests.get(before).body();
    }

    /** Why an exchange failed, after a check that it failed before any call. */
    protected Throwable refusal(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = send(uri, body, headers);
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
        return exchange.getException();
    }
}
