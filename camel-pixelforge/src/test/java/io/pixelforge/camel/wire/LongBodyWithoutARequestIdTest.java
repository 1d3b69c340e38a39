package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.pixelforge.camel.gateway.InvalidRequestException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture that came where a request id should be is not read into memory to see that it is none. */
class LongBodyWithoutARequestIdTest extends WireTestSupport {

    private static final int LENGTH = 64 * 1024 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"status", "await"})
    void isRefused(String operation) {
        long before = THREADS.getCurrentThreadAllocatedBytes();

        Exchange exchange = send("pixelforge:" + operation, new LongText(), Map.of());

        assertThat(exchange.getException()).isInstanceOf(InvalidRequestException.class);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(LENGTH / 2);
    }

    private static final class LongText extends InputStream {
        private int left = LENGTH;

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }
    }
}
