package io.pixelforge.sandbox.painting;

import java.awt.Color;
import java.util.Random;

/** Draws of luck that a text decides. */
final class Dice {

    private final Random random;

    Dice(String text) {
        random = new Random(text.hashCode() * 0x9E3779B97F4A7C15L);
    }

    float between(double min, double max) {
        return (float) (min + random.nextDouble() * (max - min));
    }

    int below(int count) {
        return random.nextInt(count);
    }

    /** A colour of any hue. */
    Color hue(double saturation, double brightness) {
        return Color.getHSBColor(random.nextFloat(), (float) saturation, (float) brightness);
    }

    static Color mix(Color from, Color to, double share) {
        return new Color(
                part(from.getRed(), to.getRed(), share),
                part(from.getGreen(), to.getGreen(), share),
                part(from.getBlue(), to.getBlue(), share));
    }

    private static int part(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * Math.max(0, Math.min(1, share)));
    }
}
