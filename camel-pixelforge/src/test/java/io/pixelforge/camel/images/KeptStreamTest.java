package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that was kept in a file is there for as long as an exchange needs it that has it, or a copy of it. */
class KeptStreamTest {

    private static final byte[] LONG = DownloadTestSupport.png(200_000);

    @TempDir
    Path spool;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);
    private final Exchange other = new DefaultExchange(context);

    private StreamCache keep() {
        context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
        context.start();
        return (StreamCache)
                Picture.of(exchange, new ByteArrayInputStream(LONG), "It").given();
    }

    @Test
    void alsoWhenOneThatGotACopyEndsFirst() throws Exception {
        StreamCache kept = keep();
        kept.copy(other);

        end(other);

        assertThat(spool.toFile().list()).hasSize(1);
        end(exchange);
        assertThat(spool.toFile().list()).isEmpty();
    }

    @Test
    void alsoWhenOneThatGotACopyEndsLast() throws Exception {
        StreamCache copy = keep().copy(other);

        end(exchange);

        assertThat(context.getTypeConverter().convertTo(byte[].class, copy)).isEqualTo(LONG);
        end(other);
        assertThat(spool.toFile().list()).isEmpty();
    }

    private static void end(Exchange exchange) {
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }
}
