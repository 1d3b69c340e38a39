package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** Whatever a gateway answers: a right reading of it, or an exception of ours that claims no more than is known. */
class AnyAnswerTest {

    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(1);
    private static final String COMPLETED = """
            {"request_id":"id-1","status":"COMPLETED","model_id":"m","error":null,"output":{"media_url":
            ["https://a.example/1.png"],"media_type":"image/png"},"created_at":"2026-05-22T13:17:32.110Z",
            "updated_at":"2026-05-22 13:19:23","completed_at":"2026-05-22 13:19:23"}""";
    private static final String QUEUED =
            "{\"request_id\":\"id-1\",\"status\":\"QUEUED\",\"polling_url\":\"https://a.example\",\"url\":\"u\"}";

    private record Said(int code, String retryAfter, byte[] body) {

        @Override
        public String toString() {
            return code + " " + retryAfter + " " + new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    @AfterContainer
    static void stopTimer() {
        TIMER.shutdownNow();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aStatusIsOfTheRequestAndCompleteOrItIsNone(@ForAll("answers") Said said) {
        said(() -> client(said).status("id-1")).ifPresent(status -> {
            assertThat(said.code / 100).isEqualTo(2);
            assertThat(status.requestId()).isEqualTo("id-1");
            assertThat(status.status()).isNotNull();
            assertThat(status.status() == Status.COMPLETED && status.mediaUrls().isEmpty())
                    .isFalse();
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anAcceptedSubmitHasAnIdAndADoubtfulOneIsNotCalledUncharged(@ForAll("answers") Said said) {
        try {
            Submission submission = client(said).relight(RelightRequest.of("p", "https://a.example"), null);
            assertThat(said.code / 100).isEqualTo(2);
            assertThat(GatewayClient.isRequestId(submission.requestId())).isTrue();
        } catch (SubmissionUnknownException e) {
            assertThat(e.getHttpResponseCode()).isEqualTo(said.code);
        } catch (PixelForgeException e) {
            assertThat(e.getCharged()).isEqualTo(Charged.NO);
            assertThat(said.code / 100 == 4 || said.code == 503)
                    .as("code " + said.code)
                    .isTrue();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aGeneratedPictureHasAUrl(@ForAll("answers") Said said) {
        said(() -> client(said).generate(new GenerateRequest("p", List.of("https://a.example"))))
                .ifPresent(url -> assertThat(url).isNotEmpty());
    }

    private static <T> Optional<T> said(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (PixelForgeException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000).doesNotContainPattern("\\p{Cntrl}");
            return Optional.empty();
        }
    }

    private static GatewayClient client(Said said) {
        HttpClient http = (HttpClient) Proxy.newProxyInstance(
                AnyAnswerTest.class.getClassLoader(), new Class<?>[] {HttpClient.class}, (proxy, method, args) -> {
                    BasicClassicHttpResponse response = new BasicClassicHttpResponse(said.code);
                    response.setEntity(new ByteArrayEntity(said.body, null));
                    if (said.retryAfter != null) {
                        response.setHeader("Retry-After", said.retryAfter);
                    }
                    return ((HttpClientResponseHandler<?>) args[args.length - 1]).handleResponse(response);
                });
        return new GatewayClient(
                http,
                URI.create("http://127.0.0.1"),
                () -> "key",
                new Pace(Clock.systemUTC()),
                TIMER,
                Clock.systemUTC(),
                CallObserver.NONE);
    }

    @Provide
    Arbitrary<Said> answers() {
        Arbitrary<Integer> codes =
                Arbitraries.of(200, 200, 200, 202, 204, 301, 400, 401, 402, 404, 408, 429, 500, 503, 599);
        Arbitrary<String> retryAfter =
                Arbitraries.strings().ascii().ofMaxLength(5).injectNull(0.5);
        Arbitrary<byte[]> bytes = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(50),
                json().map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Combinators.combine(
                                Arbitraries.of(COMPLETED, QUEUED),
                                Arbitraries.integers().between(0, 400),
                                Arbitraries.integers().between(0, 20),
                                Arbitraries.strings()
                                        .withChars("{}[]\",:nul1e\\")
                                        .ofMaxLength(4))
                        .as(AnyAnswerTest::damaged));
        return Combinators.combine(codes, retryAfter, bytes).as(Said::new);
    }

    private static byte[] damaged(String json, int at, int length, String with) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        int from = at % (bytes.length + 1);
        byte[] head = Arrays.copyOf(bytes, from);
        byte[] tail = Arrays.copyOfRange(bytes, Math.min(bytes.length, from + length), bytes.length);
        return (new String(head, StandardCharsets.UTF_8) + with + new String(tail, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Arbitrary<String> json() {
        Arbitrary<String> values = Arbitraries.of(
                "null",
                "\"id-1\"",
                "\"id-2\"",
                "\"\"",
                "\"COMPLETED\"",
                "\"QUEUED\"",
                "\"ERROR\"",
                "7",
                "-0",
                "1e999",
                "true",
                "[]",
                "{}",
                "[".repeat(40) + "]".repeat(40),
                "{\"media_url\":[\"https://a.example/1.png\"]}",
                "{\"media_url\":\"u\",\"media_type\":7}",
                "{\"media_url\":[{}]}",
                "\"\\u0000\\n\\ud83d\"",
                "\"2026-05-22 13:19:23\"");
        return Arbitraries.maps(
                        Arbitraries.of(
                                "request_id",
                                "status",
                                "output",
                                "error",
                                "message",
                                "url",
                                "retry_after",
                                "created_at",
                                "polling_url"),
                        values)
                .map(map -> "{"
                        + String.join(
                                ",",
                                map.entrySet().stream()
                                        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                                        .toList())
                        + "}");
    }
}
