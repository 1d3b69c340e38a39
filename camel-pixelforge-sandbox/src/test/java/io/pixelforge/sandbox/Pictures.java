package io.pixelforge.sandbox;

import io.pixelforge.sandbox.pictures.Codec;
import io.pixelforge.sandbox.pictures.Format;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures for tests, and looks at results. */
final class Pictures {

    private Pictures() {}

    /** A ball before an even wall: no side of it is brighter than the other. */
    static BufferedImage ball(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(120, 110, 100));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(180, 90, 70));
        graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
        graphics.dispose();
        return image;
    }

    static byte[] png(int width, int height) {
        return Codec.encode(ball(width, height), Format.PNG);
    }

    static byte[] jpeg(int width, int height) {
        return Codec.encode(ball(width, height), Format.JPEG);
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mean brightness, 0-255, of a part of a picture, whose edges are given in hundredths. */
    static double brightness(BufferedImage image, int left, int top, int right, int bottom) {
        return mean(image, left, top, right, bottom, Pictures::brightness);
    }

    static double brightness(BufferedImage image) {
        return brightness(image, 0, 0, 100, 100);
    }

    /** How much more red than blue there is on average. */
    static double warmth(BufferedImage image) {
        return mean(image, 0, 0, 100, 100, rgb -> (rgb >> 16 & 0xff) - (rgb & 0xff));
    }

    interface Measure {
        double of(int rgb);
    }

    private static double mean(BufferedImage image, int left, int top, int right, int bottom, Measure measure) {
        double sum = 0;
        int count = 0;
        for (int y = image.getHeight() * top / 100; y < image.getHeight() * bottom / 100; y++) {
            for (int x = image.getWidth() * left / 100; x < image.getWidth() * right / 100; x++) {
                sum += measure.of(image.getRGB(x, y));
                count++;
            }
        }
        return sum / count;
    }

    private static double brightness(int rgb) {
        return 0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb & 0xff);
    }
}
