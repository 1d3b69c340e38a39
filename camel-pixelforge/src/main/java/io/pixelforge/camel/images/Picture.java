package io.pixelforge.camel.images;

import io.pixelforge.camel.gateway.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;

/**
 * A body that may be a picture, which can be read more than once and is never held in memory as a whole by us.
 *
 * @param body what the submitter gave, or a cache of it if it was a stream that can be read only once
 * @param name how error messages call it
 */
public record Picture(Object body, String name) {

    /** Wraps a body; a stream that can be read only once is put into Camel's stream cache first. */
    public static Picture of(Exchange exchange, Object body, String name) {
        if (body instanceof InputStream && !(body instanceof StreamCache)) {
            StreamCache cache =
                    exchange.getContext().getTypeConverter().tryConvertTo(StreamCache.class, exchange, body);
            return new Picture(cache == null ? body : cache, name);
        }
        return new Picture(body, name);
    }

    /** The first bytes, at most {@code length} of them. */
    public byte[] head(CamelContext context, int length) {
        try (InputStream in = open(context)) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            rewind();
        }
    }

    /** SHA-256 of all its bytes, in hex. */
    public String digest(CamelContext context) {
        try (InputStream in = open(context)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } finally {
            rewind();
        }
    }

    /** Makes a stream cache begin at its beginning again for the next reader. */
    public void rewind() {
        if (body instanceof StreamCache cache) {
            cache.reset();
        }
    }

    private InputStream open(CamelContext context) throws IOException {
        rewind();
        Object source = body instanceof ByteBuffer buffer ? buffer.duplicate() : body; // reading moves its position
        try {
            return context.getTypeConverter().mandatoryConvertTo(InputStream.class, source);
        } catch (NoTypeConversionAvailableException | TypeConversionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private InvalidRequestException unreadable(Exception e) {
        return new InvalidRequestException(
                "The picture " + name + " cannot be read, nothing was sent: " + e.getMessage());
    }
}
