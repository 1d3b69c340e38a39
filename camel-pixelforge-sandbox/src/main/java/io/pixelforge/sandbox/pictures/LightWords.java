package io.pixelforge.sandbox.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a light out of the words of a prompt. */
final class LightWords {

    private static final Map<String, Colour> COLOURS = colours();

    private final Set<String> words;

    LightWords(String prompt) {
        words = Arrays.stream(prompt.toLowerCase(Locale.ROOT).split("[^a-z]+")).collect(Collectors.toSet());
    }

    private static Map<String, Colour> colours() {
        Map<String, Colour> colours = new LinkedHashMap<>();
        colours.put("sunset", Colour.of(1, 0.50, 0.20));
        colours.put("sunrise", Colour.of(1, 0.60, 0.34));
        colours.put("golden", Colour.of(1, 0.68, 0.30));
        colours.put("candlelight", Colour.of(1, 0.52, 0.18));
        colours.put("candle", Colour.of(1, 0.52, 0.18));
        colours.put("fire", Colour.of(1, 0.40, 0.10));
        colours.put("warm", Colour.of(1, 0.72, 0.42));
        colours.put("moonlight", Colour.of(0.52, 0.74, 1));
        colours.put("moon", Colour.of(0.52, 0.74, 1));
        colours.put("cool", Colour.of(0.62, 0.82, 1));
        colours.put("cold", Colour.of(0.55, 0.78, 1));
        colours.put("red", Colour.of(1, 0.16, 0.10));
        colours.put("orange", Colour.of(1, 0.45, 0.08));
        colours.put("yellow", Colour.of(1, 0.85, 0.20));
        colours.put("green", Colour.of(0.20, 1, 0.32));
        colours.put("teal", Colour.of(0.10, 0.85, 0.80));
        colours.put("cyan", Colour.of(0.15, 0.85, 1));
        colours.put("blue", Colour.of(0.20, 0.42, 1));
        colours.put("purple", Colour.of(0.62, 0.25, 1));
        colours.put("violet", Colour.of(0.55, 0.25, 1));
        colours.put("magenta", Colour.of(1, 0.20, 0.75));
        colours.put("pink", Colour.of(1, 0.42, 0.62));
        return colours;
    }

    Light light() {
        Colour colour = colour().orElse(Colour.DAYLIGHT);
        boolean moon = any("moonlight", "moon");
        boolean behind = any("behind", "back", "backlight", "backlit", "rim", "silhouette");
        float contrast = contrast();
        float ambience = (behind ? 0.24f : 0.30f) - 0.24f * contrast;
        return new Light(
                lamps(colour, contrast, behind),
                shadowColour(colour, moon),
                ambience,
                exposure(moon),
                moon ? 0.45f : any("neon") ? 1.2f : 1.04f,
                vignette(contrast),
                behind ? 0.08f : 0.025f + 0.02f * contrast);
    }

    private List<Lamp> lamps(Colour colour, float contrast, boolean behind) {
        float hardness = 0.45f + 0.55f * contrast;
        if (any("neon")) {
            return List.of(
                    new Lamp(-1.5f, -0.2f, 0.8f, Colour.of(1, 0.12, 0.62), 1, hardness),
                    new Lamp(1.5f, 0.1f, 0.8f, Colour.of(0.08, 0.62, 1), 1, hardness));
        }
        float x = (any("right") ? 1.5f : 0) - (any("left") ? 1.5f : 0);
        float y = (any("below", "under", "underneath", "bottom") ? 1.5f : 0)
                - (any("above", "top", "overhead", "upper", "down") ? 1.5f : 0);
        if (behind) {
            return List.of(new Lamp(x, y == 0 ? -1.1f : y, -0.5f, colour, 1, hardness));
        }
        if (x == 0 && y == 0) {
            x = -1.1f;
            y = -1.1f;
        } else if (y == 0) {
            y = -0.45f;
        }
        List<Lamp> lamps = new ArrayList<>(List.of(new Lamp(x, y, 0.75f, colour, 1, hardness)));
        if (any("studio", "softbox", "portrait", "professional")) {
            lamps.add(new Lamp(-x, y, 1.6f, Colour.DAYLIGHT, 0.32f, 0));
        }
        return List.copyOf(lamps);
    }

    /** The mean of all colours that are named. */
    private Optional<Colour> colour() {
        List<Colour> named = COLOURS.entrySet().stream()
                .filter(entry -> words.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Optional<Colour> sum = Optional.empty();
        for (int i = 0; i < named.size(); i++) {
            Colour next = named.get(i);
            float share = 1f / (i + 1);
            sum = Optional.of(sum.map(before -> before.mix(next, share)).orElse(next));
        }
        return sum;
    }

    /** Shadows lean to the opposite of warm light, as they do under an evening sky. */
    private Colour shadowColour(Colour colour, boolean moon) {
        if (moon) {
            return Colour.of(0.40, 0.64, 1);
        }
        if (any("neon")) {
            return Colour.of(0.45, 0.30, 1);
        }
        Colour sky = Colour.of(0.78, 0.86, 1);
        return colour.red() > colour.blue() ? sky.mix(colour, 0.15f) : sky.mix(colour, 0.6f);
    }

    private float contrast() {
        if (any("dramatic", "hard", "harsh", "strong", "noir", "cinematic", "spotlight")) {
            return 1;
        }
        return any("soft", "diffuse", "diffused", "gentle", "studio", "even") ? 0.15f : 0.6f;
    }

    private float exposure(boolean moon) {
        float exposure = moon ? 0.55f : 1;
        exposure *= any("night", "midnight") && !moon ? 0.6f : 1;
        exposure *= any("dark", "moody", "dim", "noir") ? 0.7f : 1;
        exposure *= any("bright", "sunny", "daylight") ? 1.25f : 1;
        return exposure * (any("studio") ? 1.1f : 1);
    }

    private float vignette(float contrast) {
        return any("vignette", "moody", "noir", "spotlight") ? 0.55f : 0.12f + 0.16f * contrast;
    }

    private boolean any(String... wanted) {
        return Arrays.stream(wanted).anyMatch(words::contains);
    }
}
