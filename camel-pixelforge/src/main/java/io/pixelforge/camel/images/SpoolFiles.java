package io.pixelforge.camel.images;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files for pictures that are too long for the memory. */
final class SpoolFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);

    private SpoolFiles() {}

    /** @param directory of Camel's stream caching; {@code null} for the one for temporary files */
    static Path create(File directory) throws IOException {
        return directory == null
                ? Files.createTempFile("pixelforge", ".tmp")
                : Files.createTempFile(Files.createDirectories(directory.toPath()), "pixelforge", ".tmp");
    }

    /** Removes one, at the end of this process if it cannot be removed now. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
            LOG.warn("{} is left over until this process ends", file, e);
        }
    }
}
