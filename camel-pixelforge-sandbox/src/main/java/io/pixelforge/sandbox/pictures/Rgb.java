package io.pixelforge.sandbox.pictures;

import java.awt.image.BufferedImage;

/** A picture as three planes of linear light, in which light can be added and multiplied. */
record Rgb(Plane red, Plane green, Plane blue) {

    private static final float[] LINEAR = linear();

    static Rgb of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Rgb rgb = new Rgb(new Plane(width, height), new Plane(width, height), new Plane(width, height));
        for (int i = 0; i < pixels.length; i++) {
            rgb.red.values[i] = LINEAR[pixels[i] >> 16 & 0xff];
            rgb.green.values[i] = LINEAR[pixels[i] >> 8 & 0xff];
            rgb.blue.values[i] = LINEAR[pixels[i] & 0xff];
        }
        return rgb;
    }

    int width() {
        return red.width;
    }

    int height() {
        return red.height;
    }

    /** The brightness of each point in linear light. */
    Plane luminance() {
        return Plane.of(width(), height(), (x, y) -> Colour.luminance(red.get(x, y), green.get(x, y), blue.get(x, y)));
    }

    /** The picture for the screen, with a grain too fine to be seen, which keeps soft gradients from showing steps. */
    BufferedImage image() {
        int[] pixels = new int[red.values.length];
        for (int i = 0; i < pixels.length; i++) {
            float grain = grain(i);
            pixels[i] =
                    step(red.values[i], grain) << 16 | step(green.values[i], grain) << 8 | step(blue.values[i], grain);
        }
        BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width(), height(), pixels, 0, width());
        return image;
    }

    private static int step(float linear, float grain) {
        double screen = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.max(0, Math.min(255, screen * 255 + 0.5 + grain));
    }

    private static float grain(int i) {
        int hash = i * 0x9E3779B1;
        hash = (hash ^ hash >>> 15) * 0x85EBCA77;
        return ((hash ^ hash >>> 13) & 0xffff) / 65536f - 0.5f;
    }

    private static float[] linear() {
        float[] table = new float[256];
        for (int i = 0; i < table.length; i++) {
            double screen = i / 255.0;
            table[i] = (float) (screen <= 0.04045 ? screen / 12.92 : Math.pow((screen + 0.055) / 1.055, 2.4));
        }
        return table;
    }
}
