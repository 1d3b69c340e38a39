package io.pixelforge.camel.images;

import java.io.IOException;

/**
 * Walks through a picture from its first part to its last without decoding any of it, to see whether it is whole. What
 * follows its end is of no concern: phones append previews, depth maps and films to their pictures.
 */
final class PictureStructure {

    private static final int JPEG_MARK = 0xff;
    private static final int JPEG_END = 0xd9;
    private static final int JPEG_SCAN = 0xda;

    private static final long PNG_HEADER = name("IHDR");
    private static final long PNG_DATA = name("IDAT");
    private static final long PNG_END = name("IEND");
    private static final long PNG_LONGEST = Integer.MAX_VALUE;

    private static final long WEBP_LOSSY = name("VP8 ");
    private static final long WEBP_LOSSLESS = name("VP8L");
    private static final long WEBP_FRAME = name("ANMF");

    private final PictureReader in;
    private boolean imageSeen;

    private PictureStructure(PictureReader in) {
        this.in = in;
    }

    /**
     * @param  format                what the first bytes say it is
     * @param  in                    at its beginning
     * @throws PictureFaultException if it is cut or damaged
     */
    static void walk(PictureFormat format, PictureReader in) throws IOException {
        PictureStructure structure = new PictureStructure(in);
        switch (format) {
            case JPEG -> structure.walkJpeg();
            case PNG -> structure.walkPng();
            case WEBP -> structure.walkWebp();
        }
        if (!structure.imageSeen) {
            throw new PictureFaultException("is damaged: there is no image in it");
        }
    }

    /** As tolerant of bytes between the segments as the decoders are. */
    private void walkJpeg() throws IOException {
        in.skip(2);
        int marker = nextJpegMarker();
        while (marker != JPEG_END) {
            if (hasLength(marker)) {
                long length = in.readShort();
                if (length < 2) {
                    throw damaged();
                }
                in.skip(length - 2);
                imageSeen |= marker == JPEG_SCAN;
            }
            marker = nextJpegMarker();
        }
    }

    /** Within a scan a zero follows each byte that only looks like a marker. */
    private int nextJpegMarker() throws IOException {
        int marker;
        do {
            in.skipPast(JPEG_MARK);
            do {
                marker = in.read();
            } while (marker == JPEG_MARK);
        } while (marker == 0);
        return marker;
    }

    /** Restarts within a scan, and the beginning of the picture, stand alone. */
    private static boolean hasLength(int marker) {
        return marker != 0x01 && (marker < 0xd0 || marker > 0xd8);
    }

    private void walkPng() throws IOException {
        in.skip(8);
        long expected = PNG_HEADER;
        long type;
        do {
            long length = in.readInt();
            type = in.readInt();
            if (length > PNG_LONGEST || expected != 0 && type != expected) {
                throw damaged();
            }
            expected = 0;
            in.skip(length + 4);
            imageSeen |= type == PNG_DATA;
        } while (type != PNG_END);
    }

    private void walkWebp() throws IOException {
        in.skip(4);
        long left = in.readIntBackwards() - 4;
        in.skip(4);
        while (left >= 8) {
            long type = in.readInt();
            long length = in.readIntBackwards();
            left -= 8;
            if (length > left) {
                throw damaged();
            }
            long padded = Math.min(left, length + (length & 1));
            in.skip(padded);
            left -= padded;
            imageSeen |= type == WEBP_LOSSY || type == WEBP_LOSSLESS || type == WEBP_FRAME;
        }
        in.skip(Math.max(0, left));
    }

    private PictureFaultException damaged() {
        return new PictureFaultException("is damaged at byte " + in.position());
    }

    private static long name(String four) {
        return (long) four.charAt(0) << 24 | four.charAt(1) << 16 | four.charAt(2) << 8 | four.charAt(3);
    }
}
