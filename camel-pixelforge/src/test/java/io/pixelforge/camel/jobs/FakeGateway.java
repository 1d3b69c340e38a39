package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.CallObserver;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Json;
import io.pixelforge.camel.gateway.Pace;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** Answers status calls in the thread that makes them, as the test says; 404 for requests it was told nothing about. */
final class FakeGateway {

    private final Map<String, ClassicHttpResponse> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    boolean down;

    GatewayClient client(ScheduledExecutorService timer, Clock clock) {
        HttpClient http = (HttpClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpClient.class}, (proxy, method, arguments) -> {
                    HttpClientResponseHandler<?> handler = (HttpClientResponseHandler<?>) arguments[2];
                    return handler.handleResponse(answer((ClassicHttpRequest) arguments[0]));
                });
        return new GatewayClient(
                http,
                URI.create(TestJobs.SCOPE.origin()),
                () -> "key",
                new Pace(clock),
                timer,
                clock,
                CallObserver.NONE);
    }

    /** Every further question about this request is answered so. */
    void answer(JobStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("request_id", status.requestId());
        fields.put("status", status.status().name());
        fields.put("error", status.error());
        fields.put(
                "created_at",
                status.createdAt() == null ? null : status.createdAt().toString());
        fields.put("output", Map.of("media_url", status.mediaUrls(), "media_type", "image/png"));
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new ByteArrayEntity(Json.write(fields), ContentType.APPLICATION_JSON));
        answers.put(status.requestId(), response);
    }

    void answer(String requestId, int code) {
        answers.put(requestId, new BasicClassicHttpResponse(code));
    }

    /** The requests that were asked about, in order. */
    List<String> asked() {
        return asked;
    }

    private ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException {
        String requestId = request.getPath().replaceFirst(".*/", "");
        asked.add(requestId);
        if (down) {
            throw new HttpHostConnectException("refused");
        }
        return answers.getOrDefault(requestId, new BasicClassicHttpResponse(404));
    }
}
