package io.pixelforge.camel.images;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.CachedByteArrayOutputStream;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.util.IOHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A spool that holds a picture of the usual size in memory, so that it can be read after its exchange has ended, and
 * writes a longer one to a file.
 */
final class FileSpool extends OutputStream implements Spool {

    /** In bytes. */
    static final int THRESHOLD = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(FileSpool.class);

    private final File directory;
    private CachedByteArrayOutputStream memory = new CachedByteArrayOutputStream(64 * 1024);
    private OutputStream current = memory;
    private Path file;

    /** @param directory for the file; {@code null} for the one for temporary files */
    FileSpool(File directory) {
        this.directory = directory;
    }

    @Override
    public OutputStream out() {
        return this;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (file == null && memory.size() + length > THRESHOLD) {
            toFile();
        }
        current.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        current.flush();
    }

    private void toFile() throws IOException {
        file = directory == null
                ? Files.createTempFile("pixelforge", ".tmp")
                : Files.createTempFile(Files.createDirectories(directory.toPath()), "pixelforge", ".tmp");
        current = new BufferedOutputStream(Files.newOutputStream(file));
        memory.writeTo(current);
        memory = null;
    }

    @Override
    public StreamCache keep(Exchange exchange) throws IOException {
        current.close();
        return file == null
                ? memory.newInputStreamCache()
                : new FileInputStreamCache(file.toFile()).copy(exchange); // the copy ends with the exchange
    }

    @Override
    public void discard() {
        IOHelper.close(current);
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} is left over from a download that failed", file, e);
        }
    }
}
