package io.pixelforge.sandbox.media;

import io.pixelforge.sandbox.jobs.Order;
import io.pixelforge.sandbox.painting.Painter;
import io.pixelforge.sandbox.pictures.Codec;
import io.pixelforge.sandbox.pictures.Format;
import io.pixelforge.sandbox.pictures.Framing;
import io.pixelforge.sandbox.pictures.Light;
import io.pixelforge.sandbox.pictures.Relighter;
import io.pixelforge.sandbox.pictures.Size;
import java.awt.image.BufferedImage;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Draws results when they are asked for, not before, and keeps the last ones. Orders of the same picture in the same light
 * share a result, whatever else their prompts say.
 */
public final class Gallery {

    private static final int MAX_KEPT = 512;

    private final Map<Subject, SoftReference<byte[]>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, SoftReference<byte[]>> eldest) {
            return size() > MAX_KEPT;
        }
    };
    /* A picture in the making takes some 50 MiB: no more of them at once than there are processors. */
    private final Semaphore easels = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final Sources sources;

    /** @param sources finds the pictures to relight */
    public Gallery(Sources sources) {
        this.sources = sources;
    }

    private record Subject(String source, Light light, Size size, Format format) {}

    /**
     * The result with that number, from 1, as a file of the order's format.
     *
     * @throws io.pixelforge.sandbox.pictures.UnreadablePictureException if the picture to relight is gone
     */
    public byte[] picture(Order order, int number) {
        if (order.operation().equals(Order.GENERATE)) {
            Subject subject = new Subject(order.prompt(), null, order.size(), order.format());
            return kept(subject, order::prompt, prompt -> Painter.draw(prompt, order.size()));
        }
        String source = order.imageUrls().get(0);
        Light light = Light.of(order.prompt()).variant(number);
        return kept(
                new Subject(source, light, order.size(), order.format()),
                () -> sources.image(source, order.size()),
                image -> Relighter.relight(Framing.fit(image, order.size()), light));
    }

    private <T> byte[] kept(Subject subject, Supplier<T> input, Function<T, BufferedImage> drawing) {
        byte[] picture = find(subject);
        if (picture != null) {
            return picture;
        }
        /* Before an easel is taken, since a source may be a result that has to be drawn on one itself. */
        T model = input.get();
        easels.acquireUninterruptibly();
        try {
            picture = find(subject);
            if (picture == null) {
                picture = Codec.encode(drawing.apply(model), subject.format());
                keep(subject, picture);
            }
            return picture;
        } finally {
            easels.release();
        }
    }

    private synchronized byte[] find(Subject subject) {
        SoftReference<byte[]> reference = kept.get(subject);
        return reference == null ? null : reference.get();
    }

    private synchronized void keep(Subject subject, byte[] picture) {
        kept.put(subject, new SoftReference<>(picture));
    }
}
