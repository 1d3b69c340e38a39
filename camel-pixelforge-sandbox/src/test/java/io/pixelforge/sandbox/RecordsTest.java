package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.records.Counters;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordsTest {

    @Test
    void aCallIsRecordedAsItCame() {
        SettableClock clock = new SettableClock();
        SandboxOptions options = SandboxOptions.builder().clock(clock).build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
            String body = Client.body("Warm light");
            new Client(sandbox).header("X-Trace", "abc").submit(body);

            assertThat(sandbox.requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.path()).isEqualTo(CallKind.SUBMIT_PATH);
                assertThat(request.header("x-trace")).contains("abc");
                assertThat(request.header("Cache-Control")).contains("no-cache");
                assertThat(request.body()).isEqualTo(body);
                assertThat(request.status()).isEqualTo(202);
                assertThat(request.at()).isEqualTo(SettableClock.START);
            });
        }
    }

    @Test
    void withoutRecordingCallsAreOnlyCounted() {
        SandboxOptions options = SandboxOptions.builder().recording(false).build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
            Client client = new Client(sandbox);
            client.submit("{}");
            client.status("x");
            client.status("y");
            client.generate("{}");
            client.get("/media/x");
            client.put("/uploads/a.png", new byte[] {1});

            assertThat(sandbox.requests()).isEmpty();
            assertThat(sandbox.violations()).hasSize(2);
            assertThat(sandbox.counters()).isEqualTo(new Counters(1, 1, 2, 1, 1, 1, 0, 0, 1));
        }
    }

    @Test
    void fiveHundredCallsAreInHandAtOnceWithoutAThreadEach() {
        int calls = 512;
        SandboxOptions options =
                SandboxOptions.builder().latency(Duration.ofSeconds(4)).build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
            Client client = new Client(sandbox);
            List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                String body = Client.body("order " + i);
                replies.add(Client.HTTP.sendAsync(
                        client.request(CallKind.SUBMIT_PATH, request -> request.POST(BodyPublishers.ofString(body))),
                        BodyHandlers.ofString()));
            }

            assertThat(replies)
                    .allSatisfy(reply -> assertThat(reply.join().statusCode()).isEqualTo(202));
            assertThat(sandbox.counters().peakConcurrentCalls()).isEqualTo(calls);
            assertThat(sandbox.ledger().charges()).isEqualTo(calls);
        }
    }

    @Test
    void thousandsOfJobsCostNothingUntilTheyAreFetched() {
        SandboxOptions options = SandboxOptions.builder()
                .queueTime(Duration.ZERO)
                .processingTime(Duration.ZERO)
                .recording(false)
                .build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
            Client client = new Client(sandbox);
            int threads = Thread.activeCount();
            String last = "";
            for (int i = 0; i < 3_000; i++) {
                last = client.submitted("order " + i);
            }

            assertThat(client.status(last).field("status")).isEqualTo("COMPLETED");
            assertThat(sandbox.ledger().charges()).isEqualTo(3_000);
            assertThat(Thread.activeCount()).isLessThan(threads + 150);
        }
    }
}
