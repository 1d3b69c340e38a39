package io.pixelforge.camel.images;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes a body ready for a component that wants its length and its media type before it uploads it: a stream that can be
 * read only once is kept until the exchange is done, a {@link Path} becomes a file, and two exchange properties say what
 * the picture is.
 */
public final class PictureForUpload implements Processor {

    /** The media type by the first bytes; of what is no picture that is known here, the header {@code Content-Type}'s. */
    public static final String TYPE = "CamelPixelForgePictureType";

    /** The extension for a file name, with its dot; empty if the bytes are no picture that is known here. */
    public static final String EXTENSION = "CamelPixelForgePictureExtension";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Picture picture = Picture.of(exchange, message.getBody(), "The picture");
        Optional<PictureFormat> format = PictureFormat.of(picture.head(PictureFormat.HEAD));
        message.setBody(picture.body() instanceof Path path ? path.toFile() : picture.body());
        String header = message.getHeader(Exchange.CONTENT_TYPE, "application/octet-stream", String.class);
        exchange.setProperty(TYPE, format.map(PictureFormat::mediaType).orElse(header));
        exchange.setProperty(EXTENSION, format.map(f -> "." + f.extension()).orElse(""));
    }
}
