package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class CallbacksAtScaleTest extends CallbackTestSupport {

    private static final int HOSTILE = 10_000;
    private static final int SLOW = 50;
    private static final int LONG = 70_000;

    @RegisterExtension
    static final PixelForgeSandboxExtension SLOWER = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofSeconds(1), Duration.ofSeconds(6))
            .processingTime(Duration.ofSeconds(2))
            .build());

    private final Map<String, Integer> emitted = new ConcurrentHashMap<>();
    private final Map<String, Instant> seenAt = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final HttpClient attacker = HttpClient.newBuilder()
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setGatewayUrl(SLOWER.url());
        configuration.setMaxConcurrentRequests(64);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?concurrentConsumers=4").process(CallbacksAtScaleTest.this::end);
            }
        };
    }

    @AfterEach
    void endAttack() {
        executor.shutdownNow();
    }

    @Test
    void aThousandJobsTakeOneQuestionEach() throws Exception {
        submitAll(1_000);

        awaitEnds(1_000);

        tell("1,000 jobs");
        assertThat(SLOWER.sandbox().counters().statusCalls()).isLessThanOrEqualTo(1_200);
    }

    @Test
    void lostAndDoubledOnesAreMadeUpForAndEachEndIsEmittedOnce() throws Exception {
        SLOWER.sandbox()
                .faults()
                .on(CallKind.CALLBACK)
                .always()
                .probability(0.3)
                .play(Fault.lost());
        SLOWER.sandbox()
                .faults()
                .on(CallKind.CALLBACK)
                .always()
                .probability(0.43)
                .play(Fault.doubled());
        context.getComponent("pixelforge", PixelForgeComponent.class)
                .getConfiguration()
                .setWebhookFallbackInterval(8_000);

        submitAll(300);

        awaitEnds(300);
        tell("300 jobs, 30 % lost, 30 % doubled");
        assertThat(SLOWER.sandbox().counters().callbacks()).isNotEqualTo(300);
        assertThat(emitted.values()).containsOnly(1);
        assertThat(SLOWER.sandbox().counters().statusCalls()).isLessThanOrEqualTo(2 * 300);
    }

    @Test
    void hostileOnesChangeNothing() throws Exception {
        submitAll(200);
        awaitEnds(200);
        tell("200 jobs in peace");
        SLOWER.sandbox().reset();
        emitted.clear();
        seenAt.clear();

        List<CompletableFuture<?>> attack = new ArrayList<>();
        submitAll(200);
        List<String> urls = SLOWER.sandbox().requests().stream()
                .filter(request -> request.path().equals(CallKind.SUBMIT_PATH))
                .map(request -> request.header("X-Webhook-URL").orElseThrow())
                .toList();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            slow.add(slowBody(URI.create(urls.get(i)).getPath()));
        }
        Random random = new Random(1);
        long heapBefore = usedHeap();
        Instant begin = Instant.now();
        Semaphore atOnce = new Semaphore(8);
        for (int i = 0; i < HOSTILE; i++) {
            atOnce.acquire();
            attack.add(attacker.sendAsync(hostile(i, urls, random), BodyHandlers.discarding())
                    .handle((answer, failure) -> {
                        atOnce.release();
                        return null;
                    }));
        }
        CompletableFuture.allOf(attack.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        Duration attacked = Duration.between(begin, Instant.now());

        awaitEnds(200);

        tell("200 jobs and 10,000 hostile callbacks in " + attacked.toMillis() + " ms");
        assertThat(usedHeap() - heapBefore)
                .as("growth of the heap in bytes; the long bodies had " + HOSTILE / 8 * LONG)
                .isLessThan(HOSTILE / 8 * LONG / 4);
        for (Socket socket : slow) {
            socket.close();
        }
        assertThat(emitted.values()).containsOnly(1);
        assertThat(SLOWER.sandbox().ledger().charges()).isEqualTo(200);
        assertThat(SLOWER.sandbox().counters().statusCalls())
                .as("none for a callback that was not the service's")
                .isLessThanOrEqualTo(240);
        assertThat(answered().keySet()).contains(200, 400, 404, 413).doesNotContain(500, 503);
    }

    private static HttpRequest hostile(int number, List<String> urls, Random random) {
        String url = urls.get(random.nextInt(urls.size()));
        String base = url.substring(0, url.lastIndexOf('/'));
        String forged = "{\"request_id\":\"forged-" + number + "\",\"status\":\"FAILED\"}";
        return switch (number % 8) {
            case 0 -> hostilePost(base + "/" + "A".repeat(43), forged);
            case 1 -> hostilePost(url, forged);
            case 2 -> hostilePost(url, " ".repeat(LONG));
            case 3 -> hostilePost(url, forged.substring(0, random.nextInt(forged.length())));
            case 4 -> hostilePost(url, "{\"request_id\":{},\"status\":[]}");
            case 5 -> hostilePost(base + "/%2e%2e/%2e%2e/" + number, forged);
            case 6 -> hostilePost(url + "/" + number, forged);
            default -> hostilePost(url.substring(0, url.length() - 1), forged);
        };
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** One that says that it is long, and never is. */
    private static Socket slowBody(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", PORT.getPort());
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static HttpRequest hostilePost(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("CamelPixelForgeStatus", "FAILED")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private void submitAll(int number) throws Exception {
        List<CompletableFuture<Exchange>> submits = IntStream.range(0, number)
                .mapToObj(i -> template.asyncSend("pixelforge:relight?prompt=Soft light", e -> e.getMessage()
                        .setBody(PHOTO)))
                .toList();
        for (CompletableFuture<Exchange> submit : submits) {
            assertThat(submit.get(30, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    private void awaitEnds(int number) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(emitted).hasSize(number));
    }

    private void end(Exchange exchange) {
        String id = exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        emitted.merge(id, 1, Integer::sum);
        seenAt.put(id, Instant.now());
    }

    private Map<Integer, Long> answered() {
        return ComponentSeams.answeredCallbacks(context.getComponent("pixelforge", PixelForgeComponent.class));
    }

    private void tell(String what) throws Exception {
        List<Long> lags = endsAt().entrySet().stream()
                .map(end -> Duration.between(end.getValue(), seenAt.get(end.getKey()))
                        .toMillis())
                .sorted()
                .toList();
        System.out.printf(
                "%s: %s: lag p50 %d ms, p99 %d ms, status calls %d, callbacks %d, answered %s%n",
                getClass().getSimpleName(),
                what,
                lags.get(lags.size() / 2),
                lags.get(lags.size() * 99 / 100),
                SLOWER.sandbox().counters().statusCalls(),
                SLOWER.sandbox().counters().callbacks(),
                answered());
    }

    /** To the millisecond, which the service does not tell. */
    private Map<String, Instant> endsAt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SLOWER.url() + "/sandbox/jobs"))
                .build();
        Map<String, Instant> ends = new HashMap<>();
        for (JsonNode job : new ObjectMapper()
                .readTree(attacker.send(request, BodyHandlers.ofString()).body())
                .get("jobs")) {
            ends.put(job.get("id").asText(), Instant.parse(job.get("ends_at").asText()));
        }
        return ends;
    }
}
