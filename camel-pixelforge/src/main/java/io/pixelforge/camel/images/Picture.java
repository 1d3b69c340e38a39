package io.pixelforge.camel.images;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import io.pixelforge.camel.gateway.InvalidRequestException;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;

/** A body that may be a picture, which can be read more than once and is never held in memory as a whole by us. */
public final class Picture {

    /** How many first bytes tell what it is. */
    public static final int HEAD = OtherFormats.HEAD;

    private final Exchange exchange;
    private final Object given;
    private final Object body;
    private final Object source;
    private final String name;

    private Picture(Exchange exchange, Object given, Object body, Object source, String name) {
        this.exchange = exchange;
        this.given = given;
        this.body = body;
        this.source = source;
        this.name = name;
    }

    /**
     * Wraps a body; a stream that can be read only once is kept elsewhere until the exchange is done.
     *
     * @param  name                    how sentences about it begin, such as {@code The picture cat.png}
     * @throws InvalidRequestException if it is a stream that breaks off
     */
    public static Picture of(Exchange exchange, Object body, String name) {
        Object source = unwrapped(body);
        if (source instanceof InputStream stream && !(source instanceof StreamCache)) {
            try {
                KeptStreams.Kept kept = KeptStreams.keep(exchange, stream);
                Object again = kept.file() == null ? kept.cache() : kept.file();
                return new Picture(exchange, kept.cache(), again, again, name);
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }
        return new Picture(exchange, body, body, source, name);
    }

    /** Whether a body is of a kind that pictures come in. */
    public static boolean isPossible(Object body) {
        return body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof InputStream
                || body instanceof StreamCache
                || body instanceof File
                || body instanceof Path
                || body instanceof WrappedFile;
    }

    /** Its file; empty if it is none on this machine. */
    public static Optional<Path> file(Object body) {
        Object source = unwrapped(body);
        return source instanceof File file
                ? Optional.of(file.toPath())
                : source instanceof Path path ? Optional.of(path) : Optional.empty();
    }

    /** A Camel file holds a file of this machine, or what was fetched of another one's. */
    private static Object unwrapped(Object body) {
        if (!(body instanceof WrappedFile<?> wrapped)) {
            return body;
        }
        return isPossible(wrapped.getBody()) ? wrapped.getBody() : wrapped.getFile();
    }

    /** How sentences about it begin. */
    public String name() {
        return name;
    }

    /** What was given, or a stream that can be read again if that can be read only once. */
    public Object given() {
        return given;
    }

    /** What a publisher gets, at its beginning: what was given, or the file where it is kept. */
    public Object body() {
        rewind();
        return body instanceof ByteBuffer buffer ? buffer.slice() : body;
    }

    /**
     * The first bytes, at most {@code length} of them.
     *
     * @throws InvalidRequestException if it cannot be read
     */
    public byte[] head(int length) {
        try (InputStream in = open()) {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw unreadable(name, e);
        } finally {
            rewind();
        }
    }

    /** Why the service would not take it, to be seen by its first bytes; empty if it may be a picture, or text. */
    public Optional<String> fault(byte[] head) {
        if (head.length == 0) {
            return Optional.of(name + " is empty (0 bytes)");
        }
        return OtherFormats.name(head)
                .map(format -> name + " is " + format
                        + ", which the service does not take; convert it to JPEG, PNG or WEBP before");
    }

    /**
     * Reads it to its end.
     *
     * @throws InvalidRequestException if it cannot be read, or is cut or damaged
     */
    public WholePicture whole(PictureFormat format) {
        try (InputStream in = open()) {
            PictureReader reader = new PictureReader(in);
            PictureStructure.walk(format, reader);
            reader.finish();
            return new WholePicture(this, format, reader.length(), reader.digest());
        } catch (PictureFaultException e) {
            throw new InvalidRequestException(name + ", a " + format + ", " + e.getMessage()
                    + ". It may have been read while it was written (a file consumer waits with readLock=changed), or its"
                    + " copy broke off: send it again when it is whole");
        } catch (IOException e) {
            throw unreadable(name, e);
        } finally {
            rewind();
        }
    }

    /** Makes a stream cache begin at its beginning again for the next reader. */
    public void rewind() {
        if (source instanceof StreamCache cache) {
            cache.reset();
        }
    }

    /** Without Camel's converters for what they would load into memory. */
    private InputStream open() throws IOException {
        rewind();
        if (source instanceof File file) {
            return Files.newInputStream(file.toPath());
        }
        if (source instanceof Path path) {
            return Files.newInputStream(path);
        }
        if (source instanceof ByteBuffer buffer) {
            return new ByteBufferBackedInputStream(buffer.slice());
        }
        if (source instanceof StreamCache && source instanceof InputStream cache) {
            return new FilterInputStream(cache) {
                @Override
                public void close() {
                    rewind(); // a cache that is closed may be gone
                }
            };
        }
        try {
            return exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, source);
        } catch (NoTypeConversionAvailableException | TypeConversionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static InvalidRequestException unreadable(String name, IOException e) {
        return new InvalidRequestException(
                name + " cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
    }
}
