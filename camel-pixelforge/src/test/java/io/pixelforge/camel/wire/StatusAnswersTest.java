package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pixelforge.camel.gateway.AuthenticationException;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.RateLimitException;
import io.pixelforge.camel.gateway.RelightRequest;
import io.pixelforge.camel.gateway.Status;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.KeyPrint;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one question about a request can be answered with, and what it means. */
class StatusAnswersTest extends GatewayClientTestSupport {

    /** Answers of the gateway that are no clean status, apart from refusals. */
    static Stream<Arguments> unclean() {
        return Stream.<Map.Entry<String, Supplier<Fault>>>of(
                        Map.entry("cut JSON", Fault::halfBody),
                        Map.entry("cut body", Fault::cutBody),
                        Map.entry("wrong length", Fault::wrongLength),
                        Map.entry("HTML", Fault::htmlBody),
                        Map.entry("HTML 502", () -> Fault.html(502)),
                        Map.entry("empty", Fault::emptyBody),
                        Map.entry("no object", Fault::nonObjectJson),
                        Map.entry("unknown word", () -> Fault.statusWord("DONE")),
                        Map.entry("word in lower case", () -> Fault.statusWord("completed")),
                        Map.entry("no word", () -> Fault.statusWord("")),
                        Map.entry("another job's answer", Fault::anotherJobsAnswer),
                        Map.entry("without id", Fault::withoutRequestId),
                        Map.entry("huge", () -> Fault.hugeBody(3 * 1024 * 1024)),
                        Map.entry("500", () -> Fault.status(500)),
                        Map.entry("503", () -> Fault.status(503)),
                        Map.entry("302", () -> Fault.redirect(GATEWAY.url() + "/elsewhere")),
                        Map.entry("reset", Fault::reset),
                        Map.entry("slow", () -> Fault.delay(Duration.ofSeconds(3))))
                .map(row -> Arguments.of(row.getKey(), row.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unclean")
    void whatIsNoCleanStatusIsAFaultOfTheQuestion(String name, Supplier<Fault> fault) {
        GatewayClient client = client(GATEWAY.url(), Map.of("responseTimeout", "1000"));
        String id = submit(client);
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(fault.get());

        assertThat(failure(client, id))
                .isExactlyInstanceOf(GatewayException.class)
                .hasMessageContaining(id)
                .satisfies(e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.getRequestId()).isEqualTo(id);
                });
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isEqualTo(1);
        assertThat(client.status(id).requestId()).isEqualTo(id);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Fault.status(404), 404, InvalidRequestException.class),
                Arguments.of(Fault.status(401), 401, AuthenticationException.class),
                Arguments.of(Fault.status(403), 403, AuthenticationException.class),
                Arguments.of(Fault.status(429).retryAfter(7), 429, RateLimitException.class),
                Arguments.of(Fault.status(503).retryAfter(7), 503, RateLimitException.class));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsSaidWithItsCodeAndTheRequest(Fault fault, int code, Class<?> exception) {
        GatewayClient client = client(GATEWAY.url(), Map.of());
        String id = submit(client);
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(fault);

        PixelForgeException e = failure(client, id);

        assertThat(e).isExactlyInstanceOf(exception).hasMessageContaining(id);
        assertThat(e.getHttpResponseCode()).isEqualTo(code);
        assertThat(e.getRequestId()).isEqualTo(id);
        assertThat(e.getRetryAfter()).isEqualTo(e instanceof RateLimitException ? Duration.ofSeconds(7) : null);
        assertThat(e.getMessage()).doesNotContain("nothing was charged");
    }

    @Test
    void aCompletedJobWithoutMediaIsNotBelieved() {
        GatewayClient client = client(GATEWAY.url(), Map.of());
        String id = submit(client);
        for (String output : List.of("null", "{}", "[]", "{\"media_url\":[]}", "{\"media_url\":[null]}", "7")) {
            answer(id, "\"COMPLETED\"", output);
            assertThat(failure(client, id)).as(output).isInstanceOf(GatewayException.class);
        }
    }

    @Test
    void aStatusIsReadAsItIsDocumented() {
        GatewayClient client = client(GATEWAY.url(), Map.of());
        String id = submit(client);
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(Fault.bodyText("""
                        {"request_id":"id-1","status":"COMPLETED","model_id":"m","error":null,"output":{
                        "media_url":["https://a.example/1.png","https://a.example/2.png"],"media_type":"image/png"},
                        "created_at":"2026-05-22T13:17:32.110Z","updated_at":"2026-05-22 13:19:23",
                        "completed_at":"whenever","price":7}""".replace("id-1", id)));

        assertThat(client.status(id))
                .isEqualTo(new JobStatus(
                        id,
                        Status.COMPLETED,
                        "m",
                        null,
                        List.of("https://a.example/1.png", "https://a.example/2.png"),
                        "image/png",
                        Instant.parse("2026-05-22T13:17:32.110Z"),
                        Instant.parse("2026-05-22T13:19:23Z"),
                        null));
    }

    @Test
    void eachWordOfTheDocumentIsKnown() {
        GatewayClient client = client(GATEWAY.url(), Map.of());
        String id = submit(client);
        for (Status status : Status.values()) {
            answer(id, "\"" + status + "\"", "{\"media_url\":\"https://a.example/1.png\"}");
            assertThat(client.status(id).status()).isEqualTo(status);
        }
        for (String word : List.of("null", "7", "\"queued\"", "\"LOST\"", "\"QUEUED \"")) {
            answer(id, word, "null");
            assertThat(failure(client, id)).as(word).isInstanceOf(GatewayException.class);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a/b", "../../pixelforge-image", "a?b=c", "a#b", "a%2fb", "ä", "-a", ".", "a\nb"})
    void anIdThatIsNotPlainIsNotAskedFor(String id) {
        assertThatThrownBy(() -> client(GATEWAY.url(), Map.of()).status(id))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Not a request id");
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
    }

    @Test
    void isAskedAtTheGatewayWithTheKeyAndNoBody() {
        GatewayClient client = client(GATEWAY.url() + "/", Map.of());
        String id = submit(client);

        client.status(id);

        RecordedRequest request = GATEWAY.sandbox().requests().get(1);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/v2/requests/status/" + id);
        assertThat(request.header("Ocp-Apim-Subscription-Key")).hasValue(KeyPrint.of(KEY));
        assertThat(request.body()).isEmpty();
    }

    private static void answer(String id, String word, String output) {
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.STATUS)
                .play(Fault.bodyText(
                        "{\"request_id\":\"" + id + "\",\"status\":" + word + ",\"output\":" + output + "}"));
    }

    private static String submit(GatewayClient client) {
        return client.relight(RelightRequest.of("Soft light", PHOTO), null).requestId();
    }

    private static PixelForgeException failure(GatewayClient client, String id) {
        Throwable thrown = catchThrowable(() -> client.status(id));
        assertThat(thrown).isInstanceOf(PixelForgeException.class);
        assertThat(((PixelForgeException) thrown).getCharged()).isEqualTo(Charged.NO);
        return (PixelForgeException) thrown;
    }
}
