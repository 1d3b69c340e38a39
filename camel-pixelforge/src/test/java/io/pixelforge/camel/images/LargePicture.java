package io.pixelforge.camel.images;

import io.pixelforge.camel.TestPictures;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;

/** A good JPEG of 300 MiB, made while it is read: most of it is segments of an application. */
final class LargePicture {

    private static final int SEGMENT = 2 + 0xffff;
    private static final int SEGMENTS = 300 * 1024 * 1024 / SEGMENT + 1;
    private static final byte[] JPEG = TestPictures.jpeg();

    /** In bytes. */
    static final long LENGTH = (long) SEGMENT * SEGMENTS + JPEG.length;

    private LargePicture() {}

    static InputStream open() {
        Iterator<byte[]> parts =
                IntStream.range(-1, SEGMENTS + 1).mapToObj(LargePicture::part).iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(parts.next());
            }
        });
    }

    /** No two are alike. */
    private static byte[] part(int number) {
        if (number < 0) {
            return Arrays.copyOf(JPEG, 2);
        }
        if (number == SEGMENTS) {
            return Arrays.copyOfRange(JPEG, 2, JPEG.length);
        }
        return ByteBuffer.allocate(SEGMENT)
                .putShort((short) 0xffef)
                .putShort((short) 0xffff)
                .putInt(number)
                .array();
    }
}
