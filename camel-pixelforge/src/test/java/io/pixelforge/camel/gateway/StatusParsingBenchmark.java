package io.pixelforge.camel.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A status call without its way over the network, and parts of it. */
@State(Scope.Thread)
public class StatusParsingBenchmark {

    private static final String ID = "pixelforge-relighting-api_019d1f6e-5a0c-7c3e-9f43-0d9a4f5b6c7d";
    private static final byte[] COMPLETED = """
            {
              "request_id": "%1$s",
              "status": "COMPLETED",
              "model_id": "pixelforge-relighting-api",
              "error": null,
              "output": {
                "media_url": [
                  "https://pub-582b7213209642b9b995c96c95a30381.r2.dev/v1/%1$s/output.png"
                ],
                "media_type": "image/png"
              },
              "created_at": "2026-05-22T13:17:32.110Z",
              "updated_at": "2026-05-22 13:19:23",
              "completed_at": "2026-05-22 13:19:23"
            }""".formatted(ID).getBytes(StandardCharsets.UTF_8);
    private static final byte[] PROCESSING = """
            {
              "request_id": "%1$s",
              "status": "PROCESSING",
              "model_id": "pixelforge-relighting-api",
              "error": null,
              "output": null,
              "created_at": "2026-05-22T13:17:32.110Z",
              "updated_at": "2026-05-22 13:17:40",
              "completed_at": null
            }""".formatted(ID).getBytes(StandardCharsets.UTF_8);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final GatewayClient completed = client(COMPLETED);
    private final GatewayClient processing = client(PROCESSING);

    /** As Camel's timers do. */
    public StatusParsingBenchmark() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @TearDown
    public void stop() {
        timer.shutdownNow();
    }

    @Benchmark
    public JobStatus statusOfACompletedJob() {
        return completed.status(ID);
    }

    @Benchmark
    public JobStatus statusOfAJobInProcess() {
        return processing.status(ID);
    }

    @Benchmark
    public Answer jsonOfTheAnswerOnly() throws IOException {
        return Answer.read(response(COMPLETED), "key");
    }

    @Benchmark
    public Instant timeWithZone() {
        return Timestamps.parse("2026-05-22T13:17:32.110Z");
    }

    @Benchmark
    public Instant timeWithoutZone() {
        return Timestamps.parse("2026-05-22 13:19:23");
    }

    private GatewayClient client(byte[] body) {
        return new GatewayClient(
                new AnsweringClient(body),
                URI.create("https://gateway.pixazo.ai"),
                () -> "key",
                new Pace(Clock.systemUTC()),
                timer,
                Clock.systemUTC(),
                CallObserver.NONE);
    }

    private static ClassicHttpResponse response(byte[] body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return response;
    }

    /** Has the answer to all requests at hand. */
    private static final class AnsweringClient extends CloseableHttpClient {
        private final byte[] body;

        AnsweringClient(byte[] body) {
            this.body = body;
        }

        @Override
        protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context) {
            return CloseableHttpResponse.adapt(response(body));
        }

        @Override
        public void close() {}

        @Override
        public void close(CloseMode mode) {}
    }
}
