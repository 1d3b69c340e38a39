package io.pixelforge.sandbox.pictures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Fits a picture into a size. If no more than a sixth of it would be lost, the edges are cropped; otherwise the whole of it
 * is kept, and what is missing beside it is its mirror image, the softer the farther away.
 */
public final class Framing {

    private static final double MAX_LOSS = 1 / 6.0;

    private Framing() {}

    /** The picture in exactly that size. */
    public static BufferedImage fit(BufferedImage image, Size size) {
        double across = size.width() / (double) image.getWidth();
        double down = size.height() / (double) image.getHeight();
        boolean crop = 1 - Math.min(across, down) / Math.max(across, down) <= MAX_LOSS;
        double scale = crop ? Math.max(across, down) : Math.min(across, down);
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage scaled = scale(image, width, height);
        return crop ? cropped(scaled, size) : Surroundings.of(scaled, size);
    }

    private static BufferedImage cropped(BufferedImage image, Size size) {
        BufferedImage result = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.drawImage(image, (size.width() - image.getWidth()) / 2, (size.height() - image.getHeight()) / 2, null);
        graphics.dispose();
        return result;
    }

    /** Halves as long as there is too much, since one large step would leave pixels out. */
    private static BufferedImage scale(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) {
            current = drawn(current, current.getWidth() / 2, current.getHeight() / 2);
        }
        return drawn(current, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }
}
