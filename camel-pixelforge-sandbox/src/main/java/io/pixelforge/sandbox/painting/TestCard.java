package io.pixelforge.sandbox.painting;

import io.pixelforge.sandbox.pictures.Size;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** Draws what stands for a picture that is elsewhere: balls on a table, in colours that its URL decides. */
public final class TestCard {

    private static final int BALLS = 5;

    private TestCard() {}

    /** The card of a URL, always the same for the same one. */
    public static BufferedImage draw(String url, Size size) {
        BufferedImage card = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = card.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Dice dice = new Dice(url);
        float width = size.width();
        float height = size.height();
        Color wall = dice.hue(0.25, 0.62);
        Color table = dice.hue(0.30, 0.50);
        graphics.setPaint(new GradientPaint(0, 0, wall.darker(), 0, height * 0.6f, wall));
        graphics.fillRect(0, 0, size.width(), size.height());
        graphics.setPaint(new GradientPaint(0, height * 0.6f, table, 0, height, table.darker()));
        graphics.fillRect(0, Math.round(height * 0.6f), size.width(), size.height());
        for (int i = 0; i < BALLS; i++) {
            float radius = Math.min(width, height) * dice.between(0.07, 0.14);
            float x = width * (i + 0.5f + dice.between(-0.15, 0.15)) / BALLS;
            float y = height * dice.between(0.62, 0.80) - radius / 2;
            ball(graphics, x, y, radius, dice.hue(0.7, 0.85));
        }
        graphics.dispose();
        return card;
    }

    private static void ball(Graphics2D graphics, float x, float y, float radius, Color colour) {
        Color shadow = new Color(0, 0, 0, 110);
        Color nothing = new Color(0, 0, 0, 0);
        float foot = Math.max(1, radius * 1.25f);
        graphics.translate(x, y + radius * 0.9f);
        graphics.scale(1, 0.3);
        graphics.setPaint(new RadialGradientPaint(0, 0, foot, new float[] {0.4f, 1}, new Color[] {shadow, nothing}));
        graphics.fill(new Ellipse2D.Float(-foot, -foot, 2 * foot, 2 * foot));
        graphics.scale(1, 1 / 0.3);
        graphics.translate(-x, -(y + radius * 0.9f));
        Color light = Dice.mix(colour, Color.WHITE, 0.35);
        Color dark = Dice.mix(colour, Color.BLACK, 0.45);
        graphics.setPaint(new RadialGradientPaint(
                x, y - radius * 0.25f, Math.max(1, radius * 1.2f), new float[] {0, 0.5f, 1}, new Color[] {
                    light, colour, dark
                }));
        graphics.fill(new Ellipse2D.Float(x - radius, y - radius, 2 * radius, 2 * radius));
    }
}
