package io.pixelforge.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A client's server that is called back. */
final class Receiver implements BeforeEachCallback, AfterEachCallback {

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int answer = 200;

    /**
     * A callback that came.
     *
     * @param status the status in its body; empty if it has none
     */
    record Got(String method, String path, String contentType, byte[] body) {

        String status() {
            return io.pixelforge.sandbox.http.Json.object(body)
                    .map(json -> json.path("status").asText())
                    .orElse("");
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<Got> got() {
        return got;
    }

    void answer(int status) {
        answer = status;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            got.add(new Got(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.stop(0);
    }
}
