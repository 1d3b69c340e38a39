package io.pixelforge.camel.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers so many calls, then refuses all for a second. Its jobs have ended as soon as they are asked about. */
final class LimitedGateway implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Integer> accepted = new HashMap<>();
    private final List<HttpExchange> held = new ArrayList<>();
    private int limit;
    private int answered;
    private int refused;
    private int sincePause;
    private long pausedAt;
    private int atOnce;

    /** @param limit how many calls it answers between two pauses */
    LimitedGateway(int limit) {
        this.limit = limit;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void lift() {
        limit = Integer.MAX_VALUE;
    }

    /** Holds calls until so many are here at once. */
    synchronized void gather(int calls) {
        atOnce = calls;
    }

    synchronized boolean isGathering() {
        return atOnce > 0;
    }

    /** How often each submit was accepted. */
    synchronized Map<String, Integer> accepted() {
        return Map.copyOf(accepted);
    }

    synchronized int answered() {
        return answered;
    }

    synchronized int refused() {
        return refused;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        held.add(exchange);
        if (held.size() >= atOnce) {
            atOnce = 0;
            for (HttpExchange call : held) {
                answer(call);
            }
            held.clear();
        }
    }

    private void answer(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = call.getRequestURI().getPath();
        if (!isLetThrough()) {
            refused++;
            call.getResponseHeaders().set("Retry-After", String.valueOf(PAUSE.toSeconds()));
            send(call, 429, "{\"error\":\"Too Many Requests\"}");
            return;
        }
        answered++;
        if (call.getRequestMethod().equals("POST")) {
            accepted.merge(body, 1, Integer::sum);
            send(call, 202, "{\"request_id\":\"job-" + accepted.size() + "\",\"status\":\"QUEUED\"}");
        } else {
            String id = path.substring(path.lastIndexOf('/') + 1);
            send(
                    call,
                    200,
                    "{\"request_id\":\"" + id + "\",\"status\":\"COMPLETED\","
                            + "\"output\":{\"media_url\":[\"https://example.com/" + id + ".png\"]}}");
        }
    }

    private boolean isLetThrough() {
        if (sincePause < limit) {
            sincePause++;
            pausedAt = System.nanoTime();
            return true;
        }
        if (System.nanoTime() - pausedAt < PAUSE.toNanos()) {
            return false;
        }
        sincePause = 0;
        return isLetThrough();
    }

    private static void send(HttpExchange call, int code, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(code, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
