package io.pixelforge.sandbox.pictures;

/**
 * Guesses the shape of what a picture shows: brighter is nearer, and so is the middle. That is wrong and looks right, as
 * long as only light is made of it.
 */
final class Relief {

    private static final int LONG_SIDE = 320;
    private static final int SHADOW_STEPS = 28;
    private static final float SHADOW_REACH = 0.30f;

    private final Plane height;
    private final Plane dx;
    private final Plane dy;
    private final float aspectX;
    private final float aspectY;

    /** Of a picture's brightness as it is seen, 0-1. */
    Relief(Plane brightness) {
        int longSide = Math.max(brightness.width, brightness.height);
        float scale = Math.min(1, LONG_SIDE / (float) longSide);
        int width = Math.max(1, Math.round(brightness.width * scale));
        int rows = Math.max(1, Math.round(brightness.height * scale));
        aspectX = brightness.width / (float) longSide;
        aspectY = brightness.height / (float) longSide;
        Plane small = brightness.shrunk(width, rows);
        Plane body = small.smoothed(LONG_SIDE / 24f, 0.012f).blurred(LONG_SIDE / 110f);
        Plane mass = small.blurred(LONG_SIDE / 14f);
        height = Plane.of(width, rows, (x, y) -> {
            float u = (x + 0.5f) / width * 2 - 1;
            float v = (y + 0.5f) / rows * 2 - 1;
            float dome = (float) Math.exp(-(u * u + v * v) * 1.1);
            return 0.16f * body.get(x, y) + 0.16f * mass.get(x, y) + 0.34f * dome;
        });
        float unit = longSide * scale / 2;
        dx = Plane.of(width, rows, (x, y) -> (height.get(x + 1, y) - height.get(x - 1, y)) * unit / 2);
        dy = Plane.of(width, rows, (x, y) -> (height.get(x, y + 1) - height.get(x, y - 1)) * unit / 2);
    }

    /** How much light of the lamp falls on each point, at the relief's own resolution. */
    Plane lit(Lamp lamp) {
        Plane light = Plane.of(height.width, height.height, (x, y) -> shade(lamp, x, y) * shadow(lamp, x, y));
        return light.blurred(lamp.hardness() > 0.7f ? 1 : 2);
    }

    private float shade(Lamp lamp, int x, int y) {
        float lx = lamp.x() * aspectX - u(x);
        float ly = lamp.y() * aspectY - v(y);
        float lz = lamp.z() - height.get(x, y);
        float distance = (float) Math.sqrt(lx * lx + ly * ly + lz * lz);
        float nx = -dx.get(x, y);
        float ny = -dy.get(x, y);
        float norm = (float) Math.sqrt(nx * nx + ny * ny + 1);
        float cosine = (nx * lx + ny * ly + lz) / (norm * distance);
        float wrap = 0.55f - 0.35f * lamp.hardness();
        float turned = Math.max(0, (cosine + wrap) / (1 + wrap));
        if (lamp.z() < 0) {
            /* From behind only what turns away from the viewer is lit. */
            float rim = 1 - 1 / norm;
            float side = Math.max(0, (nx * lx + ny * ly) / distance);
            turned = 0.25f + 2.2f * rim + 0.8f * side;
        }
        float reach = 1.2f - 0.35f * lamp.hardness();
        float falloff = 1 / (1 + (float) Math.pow(distance / reach, 3.6));
        return turned * falloff;
    }

    /** How much of the lamp is seen from a point: a walk towards it, over the heights. */
    private float shadow(Lamp lamp, int x, int y) {
        if (lamp.z() < 0) {
            return 1;
        }
        float lx = lamp.x() * aspectX - u(x);
        float ly = lamp.y() * aspectY - v(y);
        float across = (float) Math.sqrt(lx * lx + ly * ly);
        float here = height.get(x, y);
        float rise = (lamp.z() * 0.45f - here) / Math.max(0.2f, across);
        float hidden = 0;
        for (int step = 1; step <= SHADOW_STEPS; step++) {
            float way = SHADOW_REACH * step / SHADOW_STEPS;
            float u = u(x) + lx / Math.max(0.001f, across) * way;
            float v = v(y) + ly / Math.max(0.001f, across) * way;
            float over = height.sample((u / aspectX + 1) / 2, (v / aspectY + 1) / 2) - here - rise * way;
            hidden = Math.max(hidden, over / (0.02f + 0.25f * way));
        }
        return 1 - Math.min(1, hidden) * (0.25f + 0.5f * lamp.hardness());
    }

    private float u(int x) {
        return ((x + 0.5f) / height.width * 2 - 1) * aspectX;
    }

    private float v(int y) {
        return ((y + 0.5f) / height.height * 2 - 1) * aspectY;
    }
}
