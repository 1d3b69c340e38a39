package io.pixelforge.sandbox.painting;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a landscape out of the words of a prompt. */
final class SceneWords {

    private final Set<String> words;
    private final Color zenith;
    private final Color haze;
    private final Color sun;
    private final Color ground;
    private final Color accent;

    SceneWords(String prompt, Dice dice) {
        words = Arrays.stream(prompt.toLowerCase(Locale.ROOT).split("[^a-z]+")).collect(Collectors.toSet());
        Color mood = dice.hue(0.55, 0.75);
        accent = dice.hue(0.9, 1);
        if (night()) {
            zenith = Dice.mix(new Color(8, 10, 34), mood, 0.12);
            haze = Dice.mix(new Color(52, 50, 110), mood, 0.3);
            sun = new Color(240, 240, 222);
            ground = new Color(6, 8, 18);
        } else if (any("sunset", "sunrise", "evening", "dusk", "dawn", "golden", "warm")) {
            zenith = Dice.mix(new Color(62, 52, 120), mood, 0.2);
            haze = Dice.mix(new Color(255, 150, 82), mood, 0.2);
            sun = new Color(255, 226, 164);
            ground = Dice.mix(new Color(38, 18, 38), mood, 0.1);
        } else {
            zenith = Dice.mix(new Color(40, 112, 190), mood, 0.35);
            haze = Dice.mix(new Color(220, 232, 240), mood, 0.2);
            sun = new Color(255, 250, 226);
            ground = Dice.mix(new Color(22, 54, 48), mood, 0.25);
        }
    }

    boolean night() {
        return any("night", "midnight", "moon", "moonlight", "stars", "neon", "dark");
    }

    boolean city() {
        return any("city", "skyline", "street", "town", "building", "buildings", "skyscraper", "skyscrapers", "urban");
    }

    boolean water() {
        return any("sea", "ocean", "lake", "river", "water", "beach", "harbour", "harbor", "coast");
    }

    Color zenith() {
        return zenith;
    }

    Color haze() {
        return haze;
    }

    Color sun() {
        return sun;
    }

    Color ground() {
        return ground;
    }

    Color accent() {
        return accent;
    }

    private boolean any(String... wanted) {
        return Arrays.stream(wanted).anyMatch(words::contains);
    }
}
