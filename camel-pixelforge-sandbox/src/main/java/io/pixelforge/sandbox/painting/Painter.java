package io.pixelforge.sandbox.painting;

import io.pixelforge.sandbox.pictures.Size;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Draws a landscape out of a prompt: the hour of its sky and what stands before it are in the words, all else is in the
 * prompt's hash.
 */
public final class Painter {

    private static final int RANGES = 4;

    private final Graphics2D graphics;
    private final Dice dice;
    private final SceneWords scene;
    private final float width;
    private final float height;

    private Painter(String prompt, Size size, Graphics2D graphics) {
        this.graphics = graphics;
        dice = new Dice(prompt);
        scene = new SceneWords(prompt, dice);
        width = size.width();
        height = size.height();
    }

    /** The picture of a prompt, always the same for the same one. */
    public static BufferedImage draw(String prompt, Size size) {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        new Painter(prompt, size, graphics).paint();
        graphics.dispose();
        return image;
    }

    private void paint() {
        float horizon = height * dice.between(0.5, 0.62);
        sky(horizon);
        if (scene.night()) {
            stars(horizon);
        }
        sun(horizon);
        for (int range = 0; range < RANGES; range++) {
            float depth = (range + 1f) / RANGES;
            Color colour = Dice.mix(scene.haze(), scene.ground(), depth);
            if (scene.city()) {
                houses(horizon, depth, colour);
            } else {
                hills(horizon, depth, colour);
            }
        }
        if (scene.water()) {
            water(horizon);
        }
    }

    private void sky(float horizon) {
        graphics.setPaint(
                new LinearGradientPaint(0, 0, 0, Math.max(1, horizon), new float[] {0, 0.65f, 1}, new Color[] {
                    scene.zenith(), Dice.mix(scene.zenith(), scene.haze(), 0.6), scene.haze()
                }));
        graphics.fill(new Rectangle2D.Float(0, 0, width, height));
    }

    private void stars(float horizon) {
        graphics.setColor(new Color(255, 255, 255, 190));
        for (int i = 0; i < 160; i++) {
            float size = width * dice.between(0.001, 0.0035);
            graphics.fill(new Ellipse2D.Float(dice.between(0, width), dice.between(0, horizon), size, size));
        }
    }

    private void sun(float horizon) {
        float x = width * dice.between(0.2, 0.8);
        float y = horizon * dice.between(0.35, 0.8);
        float radius = Math.max(1, Math.min(width, height) * dice.between(0.045, 0.075));
        Color sun = scene.sun();
        Color clear = new Color(sun.getRed(), sun.getGreen(), sun.getBlue(), 0);
        Color air = new Color(sun.getRed(), sun.getGreen(), sun.getBlue(), 130);
        graphics.setPaint(new RadialGradientPaint(
                x, y, radius * 6, new float[] {0, 0.35f, 1}, new Color[] {air, withAlpha(sun, 50), clear}));
        graphics.fill(new Ellipse2D.Float(x - radius * 6, y - radius * 6, radius * 12, radius * 12));
        graphics.setPaint(sun);
        graphics.fill(new Ellipse2D.Float(x - radius, y - radius, radius * 2, radius * 2));
    }

    private void hills(float horizon, float depth, Color colour) {
        float base = horizon + (height - horizon) * (depth - 0.25f) * 0.8f;
        float rough = height * (0.16f - 0.08f * depth);
        float[] phases = {dice.between(0, 7), dice.between(0, 7), dice.between(0, 7), dice.between(0, 7)};
        Path2D.Float hill = new Path2D.Float();
        hill.moveTo(0, height);
        int steps = 200;
        for (int i = 0; i <= steps; i++) {
            float t = i / (float) steps;
            double wave = 0;
            for (int octave = 0; octave < phases.length; octave++) {
                wave += Math.sin(t * Math.PI * 1.7 * (1 << octave) + phases[octave]) / (1 << octave);
            }
            hill.lineTo(t * width, base - rough * (0.5 + 0.5 * wave));
        }
        hill.lineTo(width, height);
        hill.closePath();
        graphics.setPaint(
                new LinearGradientPaint(0, base - rough, 0, base + rough * 3, new float[] {0, 1}, new Color[] {
                    colour, Dice.mix(colour, scene.haze(), 0.35 * (1 - depth))
                }));
        graphics.fill(hill);
    }

    private void houses(float horizon, float depth, Color colour) {
        float x = 0;
        while (x < width) {
            float house = width * dice.between(0.03, 0.05 + 0.05 * depth);
            float roof = horizon - height * dice.between(0.02, 0.36 - 0.20 * depth) + height * 0.22f * (depth - 0.25f);
            graphics.setColor(colour);
            graphics.fill(new Rectangle2D.Float(x, roof, house, height - roof));
            windows(x, roof, house, depth);
            x += house;
        }
    }

    private void windows(float x, float roof, float house, float depth) {
        float pane = Math.max(1, width * 0.006f);
        for (float wy = roof + pane * 2; wy < height * 0.92f; wy += pane * 2.6f) {
            for (float wx = x + pane; wx < x + house - pane * 1.5f; wx += pane * 2.2f) {
                if (dice.below(3) == 0) {
                    graphics.setColor(
                            withAlpha(dice.below(6) == 0 ? scene.accent() : scene.sun(), 60 + (int) (140 * depth)));
                    graphics.fill(new Rectangle2D.Float(wx, wy, pane, pane * 1.4f));
                }
            }
        }
    }

    private void water(float horizon) {
        float shore = horizon + (height - horizon) * 0.45f;
        graphics.setPaint(
                new LinearGradientPaint(0, shore, 0, Math.max(shore + 1, height), new float[] {0, 1}, new Color[] {
                    Dice.mix(scene.haze(), scene.zenith(), 0.3), Dice.mix(scene.zenith(), Color.BLACK, 0.35)
                }));
        graphics.fill(new Rectangle2D.Float(0, shore, width, height - shore));
        for (int i = 0; i < 90; i++) {
            float far = dice.between(0, 1);
            float y = shore + (height - shore) * far * far;
            float length = width * dice.between(0.02, 0.05 + 0.12 * far);
            graphics.setColor(withAlpha(scene.sun(), 20 + (int) (50 * (1 - far))));
            graphics.fill(new Ellipse2D.Float(
                    dice.between(-length, width), y, length, Math.max(1, height * 0.003f * (0.4f + far))));
        }
    }

    private static Color withAlpha(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), Math.min(255, alpha));
    }
}
