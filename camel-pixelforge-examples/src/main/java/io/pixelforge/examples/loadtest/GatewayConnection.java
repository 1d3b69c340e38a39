package io.pixelforge.examples.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection, on which a call follows the answer to the last one. */
final class GatewayConnection {

    private static final int MAX_CALL = 8 * 1024;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(MAX_CALL);

    GatewayConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Reads what is there.
     *
     * @return the head of a call that has come whole; {@code null} if it is not there yet
     * @throws IOException if the connection is closed, or the call too long
     */
    String read() throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("closed");
        }
        if (!in.hasRemaining()) {
            throw new IOException("too long a call");
        }
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf(END_OF_HEAD);
        if (head < 0 || text.length() < head + END_OF_HEAD.length() + bodyLength(text)) {
            return null;
        }
        in.clear();
        return text;
    }

    private static int bodyLength(String text) {
        if (text.startsWith("GET")) {
            return 0;
        }
        Matcher length = LENGTH.matcher(text);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    /** Writes an answer; the buffers of the socket take a usual one at once. */
    void write(GatewayCalls.Answer answer) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(("HTTP/1.1 " + answer.code()
                        + " OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + answer.json().length() + END_OF_HEAD + answer.json())
                .getBytes(StandardCharsets.ISO_8859_1));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
