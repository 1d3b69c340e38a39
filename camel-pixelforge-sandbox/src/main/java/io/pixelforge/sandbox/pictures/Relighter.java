package io.pixelforge.sandbox.pictures;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Relights a picture: takes its own light out as far as it can be guessed, and puts that of the lamps in. */
public final class Relighter {

    /* How much of the light that the picture was taken in is taken out. */
    private static final float NEUTRALISED = 0.8f;
    private static final float SHOULDER = 0.55f;
    private static final float GLINT = 1.6f;

    private final Light light;
    private final Rgb picture;
    private final Plane brightness;
    private final Plane soft;
    private final Plane wide;
    private final List<Plane> lit = new ArrayList<>();

    private Relighter(BufferedImage image, Light light) {
        this.light = light;
        picture = Rgb.of(image);
        Plane luminance = picture.luminance();
        brightness = Plane.of(luminance.width, luminance.height, (x, y) -> (float) Math.sqrt(luminance.get(x, y)));
        Relief relief = new Relief(brightness);
        for (Lamp lamp : light.lamps()) {
            Plane plane = relief.lit(lamp);
            float mean = Math.max(0.01f, plane.mean());
            lit.add(Plane.of(plane.width, plane.height, (x, y) -> plane.get(x, y) / mean * lamp.power()));
        }
        int side = Math.max(luminance.width, luminance.height);
        soft = brightness.blurred(side / 700f);
        float shrink = Math.min(1, 160f / side);
        Plane small = brightness.shrunk(
                Math.max(1, Math.round(luminance.width * shrink)), Math.max(1, Math.round(luminance.height * shrink)));
        wide = small.blurred(16);
    }

    /** The picture in that light, in its own size. */
    public static BufferedImage relight(BufferedImage image, Light light) {
        return new Relighter(image, light).relit().image();
    }

    private Rgb relit() {
        int width = picture.width();
        int height = picture.height();
        float level = wide.mean();
        Rgb result = new Rgb(new Plane(width, height), new Plane(width, height), new Plane(width, height));
        float[] rgb = new float[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                point(x, y, level, rgb);
                int i = y * width + x;
                result.red().values[i] = rgb[0];
                result.green().values[i] = rgb[1];
                result.blue().values[i] = rgb[2];
            }
        }
        return result;
    }

    private void point(int x, int y, float level, float[] rgb) {
        float u = (x + 0.5f) / picture.width();
        float v = (y + 0.5f) / picture.height();
        /* Brightness is the root of luminance, so its square is what divides linear light. */
        float own = (level + 0.08f) / (wide.sample(u, v) + 0.08f);
        float flat = (float) Math.pow(own * own, NEUTRALISED) * light.exposure() * vignette(u, v);
        float red = light.ambient().red() * light.ambience();
        float green = light.ambient().green() * light.ambience();
        float blue = light.ambient().blue() * light.ambience();
        float share = (1 - light.ambience()) / power();
        for (int i = 0; i < lit.size(); i++) {
            Lamp lamp = light.lamps().get(i);
            float strength = lit.get(i).sample(u, v) * share * texture(lamp, x, y);
            red += lamp.colour().red() * strength;
            green += lamp.colour().green() * strength;
            blue += lamp.colour().blue() * strength;
        }
        int i = y * picture.width() + x;
        float r = picture.red().values[i];
        float g = picture.green().values[i];
        float b = picture.blue().values[i];
        float grey = Colour.luminance(r, g, b);
        rgb[0] = saturated(r, grey) * red * flat;
        rgb[1] = saturated(g, grey) * green * flat;
        rgb[2] = saturated(b, grey) * blue * flat;
        glow(u, v, rgb);
        bend(rgb);
    }

    private float saturated(float part, float grey) {
        return Math.max(0, grey + (part - grey) * light.saturation());
    }

    private float power() {
        float power = 0;
        for (Lamp lamp : light.lamps()) {
            power += lamp.power();
        }
        return power;
    }

    /** The finest relief: surfaces that rise towards the lamp catch more of it. */
    private float texture(Lamp lamp, int x, int y) {
        float length = (float) Math.sqrt(lamp.x() * lamp.x() + lamp.y() * lamp.y() + 0.1f);
        float slopeX = soft.get(x + 1, y) - soft.get(x - 1, y);
        float slopeY = soft.get(x, y + 1) - soft.get(x, y - 1);
        float facing = -(slopeX * lamp.x() + slopeY * lamp.y()) / length;
        float gain = GLINT * (0.4f + 0.6f * lamp.hardness());
        return 1 + Math.max(-0.35f, Math.min(0.45f, facing * gain * 2));
    }

    private float vignette(float u, float v) {
        float x = u * 2 - 1;
        float y = v * 2 - 1;
        float distance = Math.min(1, (x * x + y * y) / 2);
        return 1 - light.vignette() * distance * distance;
    }

    private void glow(float u, float v, float[] rgb) {
        for (Lamp lamp : light.lamps()) {
            float x = u * 2 - 1 - lamp.x() * 0.8f;
            float y = v * 2 - 1 - lamp.y() * 0.8f;
            float air = light.glow() * lamp.power() * light.exposure() * (float) Math.exp(-(x * x + y * y) * 1.1);
            rgb[0] += air * lamp.colour().red() * (1 - Math.min(1, rgb[0]));
            rgb[1] += air * lamp.colour().green() * (1 - Math.min(1, rgb[1]));
            rgb[2] += air * lamp.colour().blue() * (1 - Math.min(1, rgb[2]));
        }
    }

    /** A shoulder as film has it: bright parts bend towards white instead of being cut off. */
    private static void bend(float[] rgb) {
        float peak = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
        if (peak <= SHOULDER) {
            return;
        }
        float bent = SHOULDER + (1 - SHOULDER) * (1 - (float) Math.exp(-(peak - SHOULDER) / (1 - SHOULDER)));
        float whiter = 0.08f * (peak - bent) / peak;
        for (int c = 0; c < 3; c++) {
            float scaled = rgb[c] * bent / peak;
            rgb[c] = scaled + (bent - scaled) * whiter;
        }
    }
}
