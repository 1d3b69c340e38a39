package io.pixelforge.camel;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Says in the spans of camel-telemetry which job they are about. Found by camel-telemetry if that is there; nothing else
 * needs it.
 */
public class PixelForgeSpanDecorator extends AbstractSpanDecorator {

    /** What to do: {@code relight}, {@code generate}, {@code status} or {@code await}. */
    static final String OPERATION = "pixelforge.operation";

    /** The option {@code jobGroup}. */
    static final String JOB_GROUP = "pixelforge.job_group";

    /** The service's id of the request. */
    static final String REQUEST_ID = "pixelforge.request_id";

    /** How far the job is, as in the header {@value PixelForgeConstants#STATUS}. */
    static final String STATUS = "pixelforge.status";

    /** Whether it was charged: {@code yes}, {@code no} or {@code unknown}. */
    static final String CHARGED = "pixelforge.charged";

    /** Whether the idempotent key was known already, so that nothing was sent. */
    static final String DUPLICATE = "pixelforge.duplicate";

    /** How the end was seen: {@code poll}, {@code webhook} or {@code submit}. */
    static final String DETECTED_BY = "pixelforge.detected_by";

    /** How often the end was offered to the route before, in vain. */
    static final String REDELIVERY_COUNTER = "pixelforge.redelivery_counter";

    /** The span of the emission, after which the route may do as it likes with the headers. */
    private static final String EMISSION = "CamelPixelForgeEmissionSpan";

    @Override
    public String getComponent() {
        return "pixelforge";
    }

    @Override
    public String getComponentClassName() {
        return PixelForgeComponent.class.getName();
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return endpoint instanceof PixelForgeEndpoint pixelForge
                ? "pixelforge:" + pixelForge.getOperation()
                : super.getOperationName(exchange, endpoint);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        if (endpoint instanceof PixelForgeEndpoint pixelForge) { // an intercepted one is not
            span.setTag(OPERATION, pixelForge.getOperation().name());
            span.setTag(JOB_GROUP, pixelForge.getConfiguration().getJobGroup());
        }
        if (isEmission(exchange, endpoint)) {
            exchange.setProperty(EMISSION, span);
            describe(span, exchange);
            tag(span, REDELIVERY_COUNTER, exchange, PixelForgeConstants.REDELIVERY_COUNTER);
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        if (exchange.getProperty(EMISSION) != span) {
            describe(span, exchange);
        }
    }

    /** A producer template's exchange comes from the endpoint that it is sent to, but from no route. */
    private static boolean isEmission(Exchange exchange, Endpoint endpoint) {
        return exchange.getFromEndpoint() == endpoint
                && exchange.getFromRouteId() != null
                && exchange.getProperty(EMISSION) == null;
    }

    private static void describe(Span span, Exchange exchange) {
        tag(span, REQUEST_ID, exchange, PixelForgeConstants.REQUEST_ID);
        tag(span, STATUS, exchange, PixelForgeConstants.STATUS);
        tag(span, CHARGED, exchange, PixelForgeConstants.CHARGED);
        tag(span, DUPLICATE, exchange, PixelForgeConstants.DUPLICATE);
        tag(span, DETECTED_BY, exchange, PixelForgeConstants.DETECTED_BY);
    }

    private static void tag(Span span, String name, Exchange exchange, String header) {
        String value = exchange.getMessage().getHeader(header, String.class);
        if (value != null) {
            span.setTag(name, value);
        }
    }
}
