package io.pixelforge.examples.filerelight;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures without ever holding a large one in memory. */
final class Pictures {

    private static final int GLANCE = 256;

    private Pictures() {}

    /**
     * The size of a picture, all of which can be decoded.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static Dimension look(Path file) {
        return read(file, GLANCE).full;
    }

    /**
     * A picture, as wide as asked for.
     *
     * @throws IllegalArgumentException if it cannot be decoded
     */
    static BufferedImage thumbnail(Path file, int width) {
        Reading reading = read(file, 2 * width);
        int height = Math.max(1, width * reading.full.height / reading.full.width);
        BufferedImage thumbnail = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = thumbnail.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(reading.image, 0, 0, width, height, null);
        graphics.dispose();
        return thumbnail;
    }

    private record Reading(Dimension full, BufferedImage image) {}

    private static Reading read(Path file, int enough) {
        ImageReader reader = null;
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                throw new IOException("no known format");
            }
            reader = readers.next();
            reader.setInput(in, true, true);
            Dimension full = new Dimension(reader.getWidth(0), reader.getHeight(0));
            int step = Math.max(1, Math.min(full.width, full.height) / enough);
            ImageReadParam every = reader.getDefaultReadParam();
            every.setSourceSubsampling(step, step, 0, 0);
            return new Reading(full, reader.read(0, every));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("It is damaged and cannot be decoded: " + e.getMessage());
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }
}
