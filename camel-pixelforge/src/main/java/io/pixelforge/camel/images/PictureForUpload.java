package io.pixelforge.camel.images;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;

/**
 * Makes a body ready for a component that wants its length and its media type before it uploads it: a stream goes to
 * Camel's stream cache, a {@link Path} becomes a file, and two exchange properties say what the picture is.
 */
public final class PictureForUpload implements Processor {

    /** The media type by the first bytes; of what is no picture that is known here, the header {@code Content-Type}'s. */
    public static final String TYPE = "CamelPixelForgePictureType";

    /** The extension for a file name, with its dot; empty if the bytes are no picture that is known here. */
    public static final String EXTENSION = "CamelPixelForgePictureExtension";

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body instanceof Path path) {
            message.setBody(path.toFile());
        } else if (body instanceof ByteBuffer buffer) {
            message.setBody(buffer.slice());
        } else if (body instanceof InputStream && !(body instanceof StreamCache)) {
            message.setBody(message.getMandatoryBody(StreamCache.class));
        }
        Optional<PictureFormat> format = PictureFormat.of(head(message));
        String header = message.getHeader(Exchange.CONTENT_TYPE, "application/octet-stream", String.class);
        exchange.setProperty(TYPE, format.map(PictureFormat::mediaType).orElse(header));
        exchange.setProperty(EXTENSION, format.map(f -> "." + f.extension()).orElse(""));
    }

    private static byte[] head(Message message) throws Exception {
        if (message.getBody() instanceof ByteBuffer buffer) {
            byte[] head = new byte[Math.min(PictureFormat.HEAD, buffer.limit())];
            buffer.get(0, head);
            return head;
        }
        InputStream in = message.getMandatoryBody(InputStream.class);
        if (message.getBody() instanceof StreamCache cache) {
            byte[] head = in.readNBytes(PictureFormat.HEAD);
            cache.reset();
            return head;
        }
        try (in) {
            return in.readNBytes(PictureFormat.HEAD);
        }
    }
}
