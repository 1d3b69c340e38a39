package io.pixelforge.camel.images;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads a picture once, block by block, and knows the length and the digest of what it has read. */
final class PictureReader {

    private static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private final MessageDigest sha;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int limit;
    private long length;

    PictureReader(InputStream in) {
        this.in = in;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many bytes were taken so far. */
    long position() {
        return length - limit + position;
    }

    /** The next byte, 0 to 255. */
    int read() throws IOException {
        if (position == limit && !fill()) {
            throw cut();
        }
        return block[position++] & 0xff;
    }

    /** The next two bytes, the most significant first. */
    int readShort() throws IOException {
        return read() << 8 | read();
    }

    /** The next four bytes as a number without a sign, the most significant first. */
    long readInt() throws IOException {
        return (long) readShort() << 16 | readShort();
    }

    /** The same, the least significant first. */
    long readIntBackwards() throws IOException {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) readInt()));
    }

    void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > limit - position) {
            left -= limit - position;
            position = limit;
            if (!fill()) {
                throw cut();
            }
        }
        position += (int) left;
    }

    /** Goes on until behind the next byte of this value. */
    void skipPast(int value) throws IOException {
        do {
            while (position < limit) {
                if (block[position++] == (byte) value) {
                    return;
                }
            }
        } while (fill());
        throw cut();
    }

    /** Reads what is left. */
    void finish() throws IOException {
        while (fill()) {
            position = limit;
        }
    }

    /** Of all bytes, once there are no more. */
    long length() {
        return length;
    }

    /** SHA-256 of all bytes, once there are no more, in hex. */
    String digest() {
        return HexFormat.of().formatHex(sha.digest());
    }

    private boolean fill() throws IOException {
        int read = in.readNBytes(block, 0, BLOCK);
        position = 0;
        limit = read;
        length += read;
        sha.update(block, 0, read);
        return read > 0;
    }

    private PictureFaultException cut() {
        return new PictureFaultException("is cut: it ends after " + length + " bytes, in the middle of the picture");
    }
}
