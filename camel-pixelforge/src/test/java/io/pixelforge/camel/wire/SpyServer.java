package io.pixelforge.camel.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that is none of the gateway's: gives anybody a picture, and keeps all that it is told. */
public final class SpyServer implements AutoCloseable {

    private final HttpServer server;
    private final byte[] picture;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    public SpyServer(byte[] picture) {
        this.picture = picture;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url(String path) {
        return "http://" + host() + path;
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Each request as one text: method, path, headers and body. */
    public List<String> heard() {
        return heard;
    }

    private void answer(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(call.getRequestMethod() + " " + call.getRequestURI() + " "
                + call.getRequestHeaders().entrySet() + " " + body);
        call.getResponseHeaders().add("Content-Type", "image/png");
        call.sendResponseHeaders(200, picture.length);
        call.getResponseBody().write(picture);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
