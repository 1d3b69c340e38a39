package io.pixelforge.camel;

import io.pixelforge.camel.gateway.PixelForgeException;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.SpanStorageManagerExchange;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.Tracer;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationExtractor;

/** A span of camel-telemetry's; the only class that needs it besides {@link PixelForgeSpanDecorator}. */
final class TelemetrySpan implements CallSpan {

    private final SpanLifecycleManager spans;
    private final Span span;

    private TelemetrySpan(SpanLifecycleManager spans, Span span) {
        this.spans = spans;
        this.span = span;
    }

    /** A child of the exchange's span, or of the one that its headers name: a consumer's exchange has none yet. */
    static CallSpan begin(Exchange exchange, String name) {
        Tracer tracer = exchange.getContext().hasService(Tracer.class);
        if (tracer == null) {
            return failure -> {};
        }
        SpanLifecycleManager spans = tracer.getSpanLifecycleManager();
        Span span = spans.create(
                name,
                new SpanStorageManagerExchange().peek(exchange),
                new CamelHeadersSpanContextPropagationExtractor(
                        exchange.getMessage().getHeaders()));
        span.setComponent("camel-pixelforge");
        return new TelemetrySpan(spans, span);
    }

    @Override
    public void end(Throwable failure) {
        if (failure != null) {
            span.setError(true);
            span.setTag(TagConstants.EXCEPTION_MESSAGE, String.valueOf(failure.getMessage()));
            if (failure instanceof PixelForgeException e && e.getHttpResponseCode() != 0) {
                span.setTag(TagConstants.HTTP_STATUS, String.valueOf(e.getHttpResponseCode()));
            }
        }
        spans.deactivate(span);
        spans.close(span);
    }
}
