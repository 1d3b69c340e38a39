package io.pixelforge.sandbox.pictures;

import java.util.List;

/**
 * The light that a prompt asks for. Prompts that mean the same light give equal values.
 *
 * @param lamps the lamps, the most important one first
 * @param ambient the colour of the light that is everywhere
 * @param ambience how strong that is
 * @param exposure how bright the whole is in comparison with the original
 * @param saturation how strong colours are in comparison with the original
 * @param vignette how dark the corners become, 0-1
 * @param glow how much the air before the lamp glows
 */
public record Light(
        List<Lamp> lamps,
        Colour ambient,
        float ambience,
        float exposure,
        float saturation,
        float vignette,
        float glow) {

    private static final float[][] STEPS = {{0, 0}, {0.22f, -0.3f}, {-0.18f, 0.35f}, {0.35f, 0.2f}};

    /** The light in the words of a prompt. */
    public static Light of(String prompt) {
        return new LightWords(prompt).light();
    }

    /** The light of the n-th result, from 1: the first as asked for, the others with the lamps a step aside. */
    public Light variant(int number) {
        float[] step = STEPS[number - 1];
        List<Lamp> moved =
                lamps.stream().map(lamp -> lamp.moved(step[0], step[1])).toList();
        return new Light(moved, ambient, ambience, exposure, saturation, vignette, glow);
    }
}
