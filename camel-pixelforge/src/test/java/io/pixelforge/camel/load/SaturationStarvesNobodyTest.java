package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.Gate;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Four calls at once, hundreds of jobs that are always due, and more submits and generate calls than places. */
@Timeout(120)
class SaturationStarvesNobodyTest extends PixelForgeTestSupport {

    private static final int PLACES = 4;
    private static final int PENDING = 200;

    private final Gate gate = new Gate();
    private PixelForgeSandbox sandbox;

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setMaxConcurrentRequests(PLACES);
        configuration.setHttpOptions(Map.of("httpClientConfigurer", gate));
    }

    /** Its jobs never end. */
    private void start(SandboxOptions.Builder options) {
        sandbox = new PixelForgeSandbox(options.queueTime(Duration.ofHours(1)).build()).start();
    }

    @AfterEach
    void closeSandbox() {
        gate.refuse(); // a call that begins while the sandbox closes might never be answered
        sandbox.close();
    }

    @Test
    void generateCallsThatLastKeepHalfOfThePlacesAndNoMore() throws Exception {
        start(SandboxOptions.builder().generateTime(Duration.ofHours(1)));
        List<CompletableFuture<Exchange>> submits = send("relight", PENDING);
        eventually().until(() -> submits.stream().allMatch(CompletableFuture::isDone));
        List<String> pending = submits.stream()
                .map(submit -> submit.join().getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class))
                .toList();

        send("generate", 20);
        eventually().until(() -> sandbox.counters().generates() == PLACES / 2);
        int before = sandbox.requests().size();
        List<CompletableFuture<Exchange>> later = send("relight", PENDING);

        eventually().until(() -> later.stream().allMatch(CompletableFuture::isDone));
        eventually().until(() -> {
            Map<String, Long> asked = asked(before);
            return pending.stream().allMatch(id -> asked.getOrDefault(id, 0L) >= 2);
        });
        assertThat(later)
                .allSatisfy(submit -> assertThat(submit.join().getException()).isNull());
        assertThat(sandbox.counters().generates()).isEqualTo(PLACES / 2);
    }

    @Test
    void submitsGenerateCallsAndPollsTakeTurns() throws Exception {
        start(SandboxOptions.builder().generateTime(Duration.ZERO).latency(Duration.ofMillis(100)));
        List<CompletableFuture<Exchange>> submits = send("relight", PENDING);
        eventually().until(() -> submits.stream().allMatch(CompletableFuture::isDone));
        gate.close();
        eventually().until(() -> gate.waiting() == PLACES);

        int before = sandbox.requests().size();
        List<CompletableFuture<Exchange>> waiting = new ArrayList<>(send("relight", 60));
        waiting.addAll(send("generate", 30));
        assertThat(sandbox.requests()).hasSize(before);
        gate.open();
        eventually().until(() -> waiting.stream().allMatch(CompletableFuture::isDone));

        List<CallKind> order = kinds(before);
        List<CallKind> all = upToTheLast(CallKind.GENERATE, order);
        assertThat(count(CallKind.GENERATE, all)).isEqualTo(30);
        assertThat(count(CallKind.SUBMIT, all))
                .as(
                        "submits beside 30 generate calls, which lose their turn while they have half of the places: %s",
                        all)
                .isBetween(15, 50);
        assertPollsHaveTheirShare(all);
        List<CallKind> rest = upToTheLast(CallKind.SUBMIT, order);
        assertThat(count(CallKind.SUBMIT, rest)).isEqualTo(60);
        assertPollsHaveTheirShare(rest);
    }

    /** One in four, give or take what is under way at the ends, and what a late tick hands over too late. */
    private static void assertPollsHaveTheirShare(List<CallKind> order) {
        int polls = count(CallKind.STATUS, order);
        int others = order.size() - polls;
        assertThat(polls).as("polls in %s", order).isBetween(others / 6, others / 3 + 2 * PLACES);
    }

    private List<CompletableFuture<Exchange>> send(String operation, int number) throws Exception {
        AsyncProducer producer = context.getEndpoint(
                        "pixelforge:" + operation + "?prompt=Soft light&gatewayUrl=" + sandbox.url())
                .createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(PHOTO);
            CompletableFuture<Exchange> result = new CompletableFuture<>();
            sent.add(result);
            producer.process(exchange, doneSync -> result.complete(exchange));
        }
        return sent;
    }

    /** How often each request was asked about since then. */
    private Map<String, Long> asked(int since) {
        return requests(since).stream()
                .map(RecordedRequest::path)
                .filter(path -> path.startsWith(CallKind.STATUS_PREFIX))
                .map(path -> path.substring(CallKind.STATUS_PREFIX.length()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private List<CallKind> kinds(int since) {
        return requests(since).stream()
                .map(request -> request.path().equals(CallKind.SUBMIT_PATH)
                        ? CallKind.SUBMIT
                        : request.path().equals(CallKind.GENERATE_PATH) ? CallKind.GENERATE : CallKind.STATUS)
                .toList();
    }

    private List<RecordedRequest> requests(int since) {
        List<RecordedRequest> all = sandbox.requests();
        return all.subList(since, all.size());
    }

    private static List<CallKind> upToTheLast(CallKind kind, List<CallKind> order) {
        return order.subList(0, order.lastIndexOf(kind) + 1);
    }

    private static int count(CallKind kind, List<CallKind> order) {
        return Collections.frequency(order, kind);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
