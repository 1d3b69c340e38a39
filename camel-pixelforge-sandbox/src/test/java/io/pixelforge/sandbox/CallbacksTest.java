package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.http.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallbacksTest {

    private static final String PATH = "/callback/token";

    private final SettableClock clock = new SettableClock();

    @RegisterExtension
    final Receiver receiver = new Receiver();

    @RegisterExtension
    final PixelForgeSandboxExtension pixelforge = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .clock(clock)
            .queueTime(Duration.ofSeconds(10))
            .processingTime(Duration.ofSeconds(40))
            .build());

    private final Client client = new Client(pixelforge.sandbox());

    @Test
    void theEndOfAJobIsToldOnceInTheShapeOfAStatus() {
        String id = expecting("terminal").submitted("Warm light");
        clock.forward(Duration.ofSeconds(49));
        clock.forward(Duration.ofSeconds(1));

        awaitCallbacks(1);

        Receiver.Got callback = receiver.got().get(0);
        assertThat(callback.method()).isEqualTo("POST");
        assertThat(callback.path()).isEqualTo(PATH);
        assertThat(callback.contentType()).isEqualTo("application/json");
        assertThat(Json.object(callback.body())).contains(client.status(id).json());
        assertThat(callback.status()).isEqualTo("COMPLETED");
    }

    @Test
    void theModeIsTerminalUnlessAnotherIsAskedFor() {
        client.header("X-Webhook-URL", receiver.url(PATH)).submitted("Warm light");

        clock.forward(Duration.ofSeconds(60));

        awaitCallbacks(1);
    }

    @Test
    void syncTellsOfProgressAndOfTheEnd() {
        expecting("sync").submitted("Warm light");

        for (int i = 1; i <= 3; i++) {
            clock.forward(Duration.ofSeconds(i == 1 ? 10 : 15));
            awaitCallbacks(i);
        }
        clock.forward(Duration.ofSeconds(10));
        awaitCallbacks(4);

        assertThat(statuses()).containsExactly("PROCESSING", "PROCESSING", "PROCESSING", "COMPLETED");
    }

    @Test
    void failuresAreToldToo() {
        expecting("terminal").submitted("sandbox:fail");
        expecting("terminal").submitted("sandbox:error");

        clock.forward(Duration.ofSeconds(60));

        awaitCallbacks(2);
        assertThat(statuses()).containsExactlyInAnyOrder("FAILED", "ERROR");
    }

    @Test
    void theWebhookInTheBodyIsToldOfTheEventsThatItNames() {
        client.submit(json("start"));
        clock.forward(Duration.ofSeconds(10));
        awaitCallbacks(1);
        client.submit(json("complete"));
        client.submit(json("*"));
        clock.forward(Duration.ofSeconds(10));
        awaitCallbacks(2);
        clock.forward(Duration.ofSeconds(60));

        awaitCallbacks(4);

        assertThat(statuses()).containsExactly("PROCESSING", "PROCESSING", "COMPLETED", "COMPLETED");
    }

    @Test
    void aCallbackMayBeLostOrDoubled() {
        String lost = expecting("terminal").submitted("Lost");
        String doubled = expecting("terminal").submitted("Doubled");
        pixelforge.sandbox().faults().on(CallKind.CALLBACK).request(lost).play(Fault.lost());
        pixelforge.sandbox().faults().on(CallKind.CALLBACK).request(doubled).play(Fault.doubled());

        clock.forward(Duration.ofSeconds(60));

        awaitCallbacks(2);
        assertThat(receiver.got())
                .allSatisfy(got -> assertThat(new String(got.body())).contains(doubled));
    }

    @Test
    void aCallbackMayBeForged() {
        String id = expecting("terminal").submitted("Warm light");
        pixelforge.sandbox().faults().on(CallKind.CALLBACK).play(Fault.anotherJobsAnswer());
        String cut = expecting("terminal").submitted("Warm light");
        pixelforge.sandbox().faults().on(CallKind.CALLBACK).request(cut).play(Fault.bodyText("{\"request_id\":"));
        expecting("terminal").submitted("Warm light");
        pixelforge.sandbox().faults().on(CallKind.CALLBACK).play(Fault.statusWord("FAILED"));

        clock.forward(Duration.ofSeconds(60));

        awaitCallbacks(3);
        assertThat(receiver.got())
                .extracting(got -> new String(got.body()))
                .noneMatch(body -> body.contains(id))
                .anyMatch("{\"request_id\":"::equals)
                .anyMatch(body -> body.contains("FAILED"));
    }

    @Test
    void aCallbackThatIsHeldBackComesAfterLaterOnes() {
        expecting("sync").submitted("Warm light");
        pixelforge.sandbox().faults().on(CallKind.CALLBACK).play(Fault.delay(Duration.ofMillis(500)));

        clock.forward(Duration.ofSeconds(10));
        await().until(() -> pixelforge.sandbox().faults().pending() == 0);
        clock.forward(Duration.ofSeconds(40));

        await().untilAsserted(() -> assertThat(statuses()).contains("PROCESSING"));
        assertThat(statuses()).startsWith("COMPLETED").endsWith("PROCESSING");
    }

    @Test
    void whatAReceiverAnswersIsCounted() {
        receiver.answer(404);
        expecting("terminal").submitted("Warm light");
        clock.forward(Duration.ofSeconds(60));
        awaitCallbacks(1);
        receiver.answer(200);
        expecting("terminal").submitted("Warm light");
        clock.forward(Duration.ofSeconds(60));
        awaitCallbacks(2);

        await().untilAsserted(() ->
                assertThat(pixelforge.sandbox().counters().callbacksTaken()).isEqualTo(1));
        assertThat(pixelforge.sandbox().counters().callbacks()).isEqualTo(2);
    }

    @Test
    void aReceiverThatIsAwayHoldsUpNobody() {
        client.header("X-Webhook-URL", "http://127.0.0.1:1/away").submitted("Warm light");
        expecting("terminal").submitted("Warm light");

        clock.forward(Duration.ofSeconds(60));

        await().untilAsserted(() -> assertThat(receiver.got()).hasSize(1));
        await().until(() -> pixelforge.sandbox().counters().callbacks() == 2);
    }

    @Test
    void aResetForgetsWhomToCall() {
        expecting("terminal").submitted("Warm light");
        pixelforge.sandbox().reset();
        expecting("terminal").submitted("Cool light");

        clock.forward(Duration.ofSeconds(60));

        awaitCallbacks(1);
        assertThat(pixelforge.sandbox().counters().callbacks()).isEqualTo(1);
    }

    private Client expecting(String mode) {
        return client.header("X-Webhook-URL", receiver.url(PATH)).header("X-Webhook-Mode", mode);
    }

    private void awaitCallbacks(int number) {
        await().untilAsserted(() -> assertThat(receiver.got()).hasSize(number));
        assertThat(pixelforge.sandbox().counters().callbacks()).isEqualTo(number);
    }

    private List<String> statuses() {
        return receiver.got().stream().map(Receiver.Got::status).toList();
    }

    private String json(String event) {
        return "{\"prompt\":\"Warm light\",\"image_urls\":[\"" + Client.PHOTO + "\"],\"webhook\":\""
                + receiver.url("/body") + "\",\"webhook_events_filter\":[\"" + event + "\"]}";
    }
}
