package io.pixelforge.camel.images;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.StreamCachingStrategy;

/** Where the bytes of a picture go while it is downloaded. Is either kept or discarded in the end. */
interface Spool {

    /** As Camel is told to spool; without such a setting Camel would hold the whole picture in memory. */
    static Spool create(CamelContext context) {
        StreamCachingStrategy strategy = context.getStreamCachingStrategy();
        return strategy.isSpoolEnabled() ? new CamelSpool(context) : new FileSpool(strategy.getSpoolDirectory());
    }

    /** Takes the bytes; whoever writes need not close it. */
    OutputStream out();

    /** Ends the writing; what was written lives as long as the exchange, and as others that get a copy of its body. */
    StreamCache keep(Exchange exchange) throws IOException;

    /** Ends the writing and leaves nothing behind. */
    void discard();
}
