package io.pixelforge.camel;

import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a call takes, in the trace of the exchange that it is made for: the rest of a submit's span was spent
 * waiting. Nothing where Camel does not trace.
 */
interface CallSpan {

    /** @param failure {@code null} if the call was answered as it should be */
    void end(Throwable failure);

    /** @param name of the call, as few different ones as possible */
    static CallSpan begin(Exchange exchange, String name) {
        if (!Tracing.IS_PRESENT) {
            return failure -> {};
        }
        try {
            CallSpan span = TelemetrySpan.begin(exchange, name);
            return failure -> end(span, failure);
        } catch (RuntimeException e) {
            Tracing.LOG.warn("PixelForge could not begin the span of a call: {}", e.toString());
            return failure -> {};
        }
    }

    /** The call has ended, however its span does. */
    private static void end(CallSpan span, Throwable failure) {
        try {
            span.end(failure);
        } catch (RuntimeException e) {
            Tracing.LOG.warn("PixelForge could not end the span of a call: {}", e.toString());
        }
    }

    /** Makes a call within its span. */
    static <T> T around(Exchange exchange, String name, Supplier<T> call) {
        CallSpan span = begin(exchange, name);
        try {
            T result = call.get();
            span.end(null);
            return result;
        } catch (RuntimeException e) {
            span.end(e);
            throw e;
        }
    }

    /** Whether camel-telemetry is there, which is optional. */
    final class Tracing {

        private static final Logger LOG = LoggerFactory.getLogger(CallSpan.class);
        private static final boolean IS_PRESENT = isPresent();

        private Tracing() {}

        private static boolean isPresent() {
            try {
                Class.forName("org.apache.camel.telemetry.Tracer", false, CallSpan.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
