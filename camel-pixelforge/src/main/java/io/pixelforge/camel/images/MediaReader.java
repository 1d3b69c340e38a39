package io.pixelforge.camel.images;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** Reads the body of an answer into a spool, and tells by what it reads whether it is whole and what it is. */
final class MediaReader {

    private static final int BUFFER = 16 * 1024;

    private static final Pattern PICTURE_TYPE = Pattern.compile("image/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

    private final long maxSize;

    /** @param maxSize in bytes, also of what comes out of a compressed body */
    MediaReader(long maxSize) {
        this.maxSize = maxSize;
    }

    /** Leaves nothing in the spool if it throws. */
    Downloaded read(ClassicHttpResponse response, Spool spool) throws IOException {
        boolean done = false;
        try {
            Downloaded picture = readAll(response, spool);
            done = true;
            return picture;
        } finally {
            if (!done) {
                spool.discard();
            }
        }
    }

    private Downloaded readAll(ClassicHttpResponse response, Spool spool) throws IOException {
        long announced = response.getEntity().getContentLength();
        if (announced > maxSize) {
            throw tooLong();
        }
        Counted raw = new Counted(response.getEntity().getContent());
        InputStream in = uncompressed(raw, response);
        byte[] head = new byte[0];
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        for (int n; (n = in.read(buffer)) >= 0; ) {
            if (head.length < PictureFormat.HEAD) {
                int old = head.length;
                head = Arrays.copyOf(head, old + n);
                System.arraycopy(buffer, 0, head, old, n);
            }
            length += n;
            if (length > maxSize) {
                throw tooLong();
            }
            spool.out().write(buffer, 0, n);
        }
        spool.out().flush();
        if (announced >= 0 && announced != raw.count || length == 0) {
            throw new IOException(
                    "it ended after " + raw.count + " bytes" + (announced >= 0 ? " of " + announced : ""));
        }
        Optional<PictureFormat> format = PictureFormat.of(head);
        return new Downloaded(
                spool,
                length,
                format.map(PictureFormat::mediaType).orElseGet(() -> headerType(response)),
                format.map(PictureFormat::extension).orElse("bin"));
    }

    /** We ask for no compression, but some storages send what was stored compressed, and some only say so. */
    private static InputStream uncompressed(InputStream raw, ClassicHttpResponse response) throws IOException {
        Header encoding = response.getFirstHeader("Content-Encoding");
        if (encoding == null || !encoding.getValue().toLowerCase(Locale.ROOT).matches("\\s*(x-)?gzip\\s*")) {
            return raw;
        }
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] magic = in.readNBytes(2);
        in.unread(magic);
        boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return gzip ? new GZIPInputStream(in, BUFFER) : in;
    }

    /** Only believed where it says a picture, since media types from outside end in somebody's browser. */
    private static String headerType(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Content-Type");
        String name =
                header == null ? "" : header.getValue().split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return PICTURE_TYPE.matcher(name).matches() ? name : "application/octet-stream";
    }

    private DownloadFault tooLong() {
        return DownloadFault.lasting("it is longer than maxDownloadSize, " + maxSize + " bytes");
    }

    /** Knows how many bytes came over the line. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count += Math.max(0, n);
            return n;
        }
    }
}
