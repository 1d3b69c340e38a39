package io.pixelforge.camel.images;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a buffer without copying it, which may be a mapped file. */
final class ByteBufferStream extends InputStream {

    private final ByteBuffer buffer;

    ByteBufferStream(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int read() {
        return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (!buffer.hasRemaining()) {
            return length == 0 ? 0 : -1;
        }
        int read = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, read);
        return read;
    }
}
