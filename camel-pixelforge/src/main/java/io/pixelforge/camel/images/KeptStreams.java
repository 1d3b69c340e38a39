package io.pixelforge.camel.images;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.DefaultExchange;

/**
 * Keeps streams that can be read only once, in memory if they are small, else in a file until the exchange is done.
 * Camel's own stream cache keeps all in memory unless it was told otherwise. What was kept is noted in a property of
 * the exchange, since an error handler delivers the original stream again, which is at its end.
 */
final class KeptStreams {

    private static final String PROPERTY = "CamelPixelForgeSpool";

    /** In bytes; larger ones go to a file. */
    private static final int IN_MEMORY = 128 * 1024;

    /**
     * @param stream what was given
     * @param cache  what can be read instead, again and again
     * @param file   where it is; {@code null} if in memory
     */
    record Kept(InputStream stream, StreamCache cache, File file) {}

    private KeptStreams() {}

    /** Reads a stream to its end and closes it, unless it was kept before. */
    static Kept keep(Exchange exchange, InputStream stream) throws IOException {
        for (Kept kept : kept(exchange)) {
            if (kept.stream == stream) {
                return kept;
            }
        }
        Kept kept;
        try (stream) {
            byte[] beginning = stream.readNBytes(IN_MEMORY);
            kept = beginning.length < IN_MEMORY
                    ? new Kept(stream, new InputStreamCache(beginning), null)
                    : inFile(exchange, stream, beginning);
        }
        exchange.setProperty(
                PROPERTY,
                Stream.concat(kept(exchange).stream(), Stream.of(kept)).toList());
        return kept;
    }

    private static Kept inFile(Exchange exchange, InputStream stream, byte[] beginning) throws IOException {
        Path file = SpoolFiles.create(
                exchange.getContext().getStreamCachingStrategy().getSpoolDirectory());
        boolean written = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(beginning);
            stream.transferTo(out);
            written = true;
        } finally {
            if (!written) {
                SpoolFiles.delete(file);
            }
        }
        return new Kept(stream, cache(exchange, file), file.toFile());
    }

    /** The file goes once this exchange has ended and all that got a copy, but in a split does not wait for the whole. */
    private static StreamCache cache(Exchange exchange, Path file) throws IOException {
        Exchange counted = new DefaultExchange(exchange.getContext());
        StreamCache cache = new FileInputStreamCache(file.toFile()).copy(counted);
        counted.getExchangeExtension().handoverCompletions(exchange);
        return cache;
    }

    @SuppressWarnings("unchecked")
    private static List<Kept> kept(Exchange exchange) {
        return exchange.getProperty(PROPERTY, List.of(), List.class);
    }
}
