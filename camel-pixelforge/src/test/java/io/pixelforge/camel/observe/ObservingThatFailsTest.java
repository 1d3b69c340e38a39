package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.Tracer;
import org.junit.jupiter.api.Test;

/** A meter or a span that cannot be written is no reason for a paid job to go wrong. */
class ObservingThatFailsTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light";

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("metricsRegistry", registry);
        return context;
    }

    @Test
    void ofASubmit() {
        take("camel.pixelforge.requests", "call", "relight", "code", "202");

        assertThat(send(RELIGHT).getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .isNotNull();
    }

    @Test
    void ofAQuestion() {
        take("camel.pixelforge.requests", "call", "status", "code", "200");

        assertThat(send(RELIGHT + "&awaitCompletion=true&completionTimeout=20s")
                        .getMessage()
                        .getHeader(PixelForgeConstants.STATUS))
                .isEqualTo("COMPLETED");
    }

    @Test
    void ofADownload() {
        take("camel.pixelforge.downloads.bytes");

        assertThat(send(RELIGHT + "&awaitCompletion=true&download=true")
                        .getMessage()
                        .getBody(byte[].class))
                .isNotEmpty();
    }

    @Test
    void ofTheSpanOfACall() throws Exception {
        context.addService(new FailingTracer());

        Exchange exchange = send(RELIGHT + "&awaitCompletion=true&download=true");

        assertThat(exchange.getMessage().getBody(byte[].class)).isNotEmpty();
    }

    private Exchange send(String uri) {
        Exchange exchange = template.request(uri, e -> e.getMessage().setBody(PHOTO));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    /** As another part of the application may have done it, for a meter of another kind. */
    private void take(String name, String... tags) {
        registry.gauge(name, Tags.of(tags), 1);
    }

    private static final class FailingTracer extends Tracer {

        @Override
        protected void initTracer() {
            setSpanLifecycleManager(new FailingSpans());
        }
    }

    private static final class FailingSpans implements SpanLifecycleManager {

        @Override
        public Span create(String name, Span parent, SpanContextPropagationExtractor extractor) {
            return new Span() {
                @Override
                public void log(Map<String, String> fields) {}

                @Override
                public void setComponent(String component) {}

                @Override
                public void setError(boolean error) {}

                @Override
                public void setTag(String key, String value) {}
            };
        }

        @Override
        public void activate(Span span) {}

        @Override
        public void deactivate(Span span) {
            throw new IllegalStateException("of another thread");
        }

        @Override
        public void close(Span span) {}

        @Override
        public void inject(Span span, SpanContextPropagationInjector injector, boolean includeTracing) {}
    }
}
