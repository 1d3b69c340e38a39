package io.pixelforge.sandbox.pictures;

/**
 * The colour of light.
 *
 * @param red its red part
 * @param green its green part
 * @param blue its blue part
 */
record Colour(float red, float green, float blue) {

    static final Colour DAYLIGHT = of(1f, 0.97f, 0.92f);

    /** A colour of which only the proportions count: it is as bright as white. */
    static Colour of(double red, double green, double blue) {
        float luminance = luminance((float) red, (float) green, (float) blue);
        /* Half way only: a deep blue that is as bright as white would be blinding. */
        float scale = (float) (1 / Math.sqrt(luminance) / Math.sqrt(Math.max(red, Math.max(green, blue))));
        return new Colour((float) red * scale, (float) green * scale, (float) blue * scale);
    }

    Colour mix(Colour other, float share) {
        return new Colour(
                red + (other.red - red) * share,
                green + (other.green - green) * share,
                blue + (other.blue - blue) * share);
    }

    static float luminance(float red, float green, float blue) {
        return 0.2126f * red + 0.7152f * green + 0.0722f * blue;
    }
}
