package io.pixelforge.camel.images;

import java.io.IOException;
import org.apache.camel.Exchange;

/**
 * A picture that is there, and belongs to no exchange yet.
 *
 * @param spool     its bytes
 * @param length    how many
 * @param mediaType what they are
 * @param extension for a file name
 */
record Downloaded(Spool spool, long length, String mediaType, String extension) {

    /** Gives it to an exchange, whose end removes it. */
    Media keep(Exchange exchange) throws IOException {
        return new Media(spool.keep(exchange), length, mediaType, extension);
    }

    void discard() {
        spool.discard();
    }
}
