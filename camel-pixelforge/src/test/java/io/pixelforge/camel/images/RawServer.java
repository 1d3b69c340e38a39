package io.pixelforge.camel.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that knows nothing of HTTP: it records each request as it comes and answers what it was told. */
public final class RawServer implements AutoCloseable {

    /** Writes an answer; the connection is closed after it. */
    public interface Answer {
        void writeTo(OutputStream out) throws IOException;
    }

    private final ServerSocket door;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<IOException> broken = new CopyOnWriteArrayList<>();

    public RawServer() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What the next request is answered; may be called for several. */
    public RawServer then(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** @param head status line and headers, separated by line breaks */
    public RawServer then(String head, byte[] body) {
        return then(out -> {
            out.write(
                    (head.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        });
    }

    public RawServer thenPicture(byte[] picture) {
        return then("HTTP/1.1 200 OK\nContent-Type: image/png\nContent-Length: " + picture.length, picture);
    }

    public RawServer thenStatus(int status, String... headers) {
        return then("HTTP/1.1 " + status + " x\nContent-Length: 0" + String.join("", List.of(headers)), new byte[0]);
    }

    /** The requests so far: request line and headers. */
    public List<String> requests() {
        return requests;
    }

    /** Why answers could not be written to their end. */
    public List<IOException> broken() {
        return broken;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            requests.add(head(socket.getInputStream()));
            Answer answer = answers.poll();
            if (answer != null) {
                OutputStream out = socket.getOutputStream();
                answer.writeTo(out);
                out.flush();
            }
        } catch (IOException e) {
            broken.add(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            head.write(b);
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
