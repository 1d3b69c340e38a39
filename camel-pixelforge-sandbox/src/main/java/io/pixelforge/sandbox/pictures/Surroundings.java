package io.pixelforge.sandbox.pictures;

import java.awt.image.BufferedImage;

/** Continues a picture beyond its edges. */
final class Surroundings {

    /* How far within the picture softening begins, in parts of the longer side: a sharp fold would be seen. */
    private static final float SEAM = 0.015f;
    private static final float DUSK = 0.55f;

    private Surroundings() {}

    /** The picture in the middle of that size, which is at least as large, with its mirror image going soft around it. */
    static BufferedImage of(BufferedImage image, Size size) {
        int left = (size.width() - image.getWidth()) / 2;
        int top = (size.height() - image.getHeight()) / 2;
        Rgb inside = Rgb.of(image);
        return new Rgb(
                        extended(inside.red(), size, left, top),
                        extended(inside.green(), size, left, top),
                        extended(inside.blue(), size, left, top))
                .image();
    }

    private static Plane extended(Plane inside, Size size, int left, int top) {
        float side = Math.max(size.width(), size.height());
        Plane mirrored = Plane.of(
                size.width(),
                size.height(),
                (x, y) -> inside.get(mirror(x - left, inside.width), mirror(y - top, inside.height)));
        Plane soft = mirrored.blurred(side / 70);
        Plane softer = mirrored.blurred(side / 16);
        float seam = SEAM * side;
        return Plane.of(size.width(), size.height(), (x, y) -> {
            float beyondX = left == 0 ? 0 : seam + Math.max(left - x, x - (left + inside.width - 1));
            float beyondY = top == 0 ? 0 : seam + Math.max(top - y, y - (top + inside.height - 1));
            float away = Math.max(0, Math.max(beyondX, beyondY)) / side;
            float first = smooth(away / (2 * SEAM));
            float second = smooth(away / (6 * SEAM));
            float near = mirrored.get(x, y) * (1 - first) + soft.get(x, y) * first;
            return (near * (1 - second) + softer.get(x, y) * second) * (1 - DUSK * smooth(away / (12 * SEAM)));
        });
    }

    private static int mirror(int i, int count) {
        int period = Math.floorMod(i, 2 * count);
        return period < count ? period : 2 * count - 1 - period;
    }

    private static float smooth(float t) {
        float s = Math.max(0, Math.min(1, t));
        return s * s * (3 - 2 * s);
    }
}
