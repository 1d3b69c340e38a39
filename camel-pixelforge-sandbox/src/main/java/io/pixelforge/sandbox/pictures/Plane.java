package io.pixelforge.sandbox.pictures;

/** A field of numbers over the picture: one channel, a brightness, a height. */
final class Plane {

    private static final int PASSES = 3;

    final int width;
    final int height;
    final float[] values;

    Plane(int width, int height) {
        this.width = width;
        this.height = height;
        this.values = new float[width * height];
    }

    /** A number for each point. */
    @FunctionalInterface
    interface At {
        float at(int x, int y);
    }

    static Plane of(int width, int height, At function) {
        Plane plane = new Plane(width, height);
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                plane.values[i] = function.at(x, y);
            }
        }
        return plane;
    }

    /** The value at a point; beyond the edges that of the edge. */
    float get(int x, int y) {
        return values[clamp(y, height) * width + clamp(x, width)];
    }

    /** The value between points, for coordinates from 0 to 1 over the whole plane. */
    float sample(float u, float v) {
        float x = u * width - 0.5f;
        float y = v * height - 0.5f;
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = x - x0;
        float fy = y - y0;
        float top = get(x0, y0) * (1 - fx) + get(x0 + 1, y0) * fx;
        float bottom = get(x0, y0 + 1) * (1 - fx) + get(x0 + 1, y0 + 1) * fx;
        return top * (1 - fy) + bottom * fy;
    }

    Plane times(Plane other) {
        return of(width, height, (x, y) -> values[y * width + x] * other.values[y * width + x]);
    }

    float mean() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }

    /** The same, each value the mean of its neighbourhood. */
    Plane shrunk(int toWidth, int toHeight) {
        return of(toWidth, toHeight, (x, y) -> {
            int x0 = x * width / toWidth;
            int y0 = y * height / toHeight;
            int x1 = Math.max(x0 + 1, (x + 1) * width / toWidth);
            int y1 = Math.max(y0 + 1, (y + 1) * height / toHeight);
            float sum = 0;
            for (int sy = y0; sy < y1; sy++) {
                for (int sx = x0; sx < x1; sx++) {
                    sum += values[sy * width + sx];
                }
            }
            return sum / ((x1 - x0) * (y1 - y0));
        });
    }

    /** Softened, much as by a Gaussian whose standard deviation is the radius. */
    Plane blurred(float radius) {
        int reach = Math.max(1, Math.round(radius));
        Plane plane = this;
        for (int pass = 0; pass < PASSES; pass++) {
            plane = plane.box(reach);
        }
        return plane;
    }

    /** Softened, but not across the edges that the plane has itself (a guided filter). */
    Plane smoothed(float radius, float edge) {
        int reach = Math.max(1, Math.round(radius));
        Plane mean = box(reach);
        Plane square = times(this).box(reach);
        Plane slope = of(width, height, (x, y) -> {
            int i = y * width + x;
            float variance = Math.max(0, square.values[i] - mean.values[i] * mean.values[i]);
            return variance / (variance + edge);
        });
        Plane offset = of(width, height, (x, y) -> mean.values[y * width + x] * (1 - slope.values[y * width + x]));
        Plane a = slope.box(reach);
        Plane b = offset.box(reach);
        return of(width, height, (x, y) -> {
            int i = y * width + x;
            return a.values[i] * values[i] + b.values[i];
        });
    }

    private Plane box(int reach) {
        Plane rows = new Plane(width, height);
        for (int y = 0; y < height; y++) {
            slide(values, rows.values, y * width, 1, width, reach);
        }
        Plane both = new Plane(width, height);
        for (int x = 0; x < width; x++) {
            slide(rows.values, both.values, x, width, height, reach);
        }
        return both;
    }

    private static void slide(float[] from, float[] to, int start, int step, int count, int reach) {
        double sum = 0;
        for (int k = -reach; k <= reach; k++) {
            sum += from[start + step * clamp(k, count)];
        }
        for (int i = 0; i < count; i++) {
            to[start + step * i] = (float) (sum / (2 * reach + 1));
            sum += from[start + step * clamp(i + reach + 1, count)] - from[start + step * clamp(i - reach, count)];
        }
    }

    private static int clamp(int i, int count) {
        return i < 0 ? 0 : Math.min(i, count - 1);
    }
}
