package io.pixelforge.sandbox;

import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls a sandbox as a client would. */
final class Client {

    static final String PHOTO = "https://example.com/photo.jpg";

    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "client");
        thread.setDaemon(true);
        return thread;
    };
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(4, DAEMONS);
    static final HttpClient HTTP = HttpClient.newBuilder()
            .executor(EXECUTOR)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final PixelForgeSandbox sandbox;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Client(PixelForgeSandbox sandbox) {
        this.sandbox = sandbox;
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-cache");
        headers.put("Ocp-Apim-Subscription-Key", "test-key");
    }

    /** Another client with this header; null leaves it out. */
    Client header(String name, String value) {
        Client other = new Client(sandbox);
        other.headers.putAll(headers);
        other.headers.put(name, value);
        return other;
    }

    record Reply(int status, Map<String, List<String>> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        ObjectNode json() {
            return Json.object(body).orElseThrow(() -> new AssertionError("Not a JSON object: " + text()));
        }

        String field(String name) {
            return json().path(name).asText();
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    static String body(String prompt, Object... more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", prompt);
        body.put("image_urls", List.of(PHOTO));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return new String(Json.bytes(body), StandardCharsets.UTF_8);
    }

    Reply submit(String json) {
        return send(CallKind.SUBMIT_PATH, request -> request.POST(BodyPublishers.ofString(json)));
    }

    /** Submits a valid order and gives its request id. */
    String submitted(String prompt, Object... more) {
        return submit(body(prompt, more)).field("request_id");
    }

    Reply generate(String json) {
        return send(CallKind.GENERATE_PATH, request -> request.POST(BodyPublishers.ofString(json)));
    }

    Reply status(String id) {
        return send(CallKind.STATUS_PREFIX + id, HttpRequest.Builder::GET);
    }

    List<String> mediaUrls(String id) {
        List<String> urls = new ArrayList<>();
        status(id).json().at("/output/media_url").forEach(url -> urls.add(url.asText()));
        return urls;
    }

    Reply post(String path, String json) {
        return send(path, request -> request.POST(BodyPublishers.ofString(json)));
    }

    Reply delete(String path) {
        return send(path, HttpRequest.Builder::DELETE);
    }

    Reply put(String path, byte[] body) {
        return send(path, request -> request.PUT(BodyPublishers.ofByteArray(body)));
    }

    Reply get(String pathOrUrl) {
        return send(pathOrUrl, HttpRequest.Builder::GET);
    }

    interface Method {
        HttpRequest.Builder on(HttpRequest.Builder request);
    }

    private Reply send(String pathOrUrl, Method method) {
        try {
            HttpResponse<byte[]> reply = HTTP.send(request(pathOrUrl, method), BodyHandlers.ofByteArray());
            return new Reply(reply.statusCode(), reply.headers().map(), reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest request(String pathOrUrl, Method method) {
        URI uri = URI.create(pathOrUrl.startsWith("/") ? sandbox.url() + pathOrUrl : pathOrUrl);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        headers.forEach((name, value) -> {
            if (value != null) {
                request.header(name, value);
            }
        });
        return method.on(request).build();
    }
}
