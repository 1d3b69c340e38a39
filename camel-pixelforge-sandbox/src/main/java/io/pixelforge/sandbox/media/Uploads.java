package io.pixelforge.sandbox.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Pictures that clients published, in a directory of their own that is removed in the end. */
public final class Uploads implements AutoCloseable {

    /** The most bytes that one upload may have: 64 MiB. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    /** The most uploads that are kept. */
    public static final int MAX_COUNT = 10_000;

    private static final long MAX_TOTAL = 2L * 1024 * 1024 * 1024;
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._-]");

    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();
    private final Path directory;

    /** Makes the directory. */
    public Uploads() {
        try {
            directory = Files.createTempDirectory("pixelforge-sandbox-");
        } catch (IOException e) {
            throw new UncheckedIOException("Uploads have no place to be kept", e);
        }
    }

    /** Whether there is no room for so many bytes more. */
    public boolean full(int bytes) {
        return files.size() >= MAX_COUNT || total.get() + bytes > MAX_TOTAL;
    }

    /** Keeps a picture, and gives its path: {@code {uuid}/{name}}, unusual characters of the name replaced. */
    public String store(String name, byte[] picture) {
        String id = UUID.randomUUID().toString();
        String path = id + "/" + UNUSUAL.matcher(name).replaceAll("_");
        try {
            files.put(path, Files.write(directory.resolve(id), picture));
            total.addAndGet(picture.length);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("The upload could not be kept", e);
        }
    }

    /** The picture with that path. */
    public Optional<byte[]> find(String path) {
        Path file = files.get(path);
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The upload could not be read again", e);
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : files.values()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The uploads could not be removed from " + directory, e);
        }
    }
}
