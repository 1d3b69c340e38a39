package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.AnyJson;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
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

    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1);
    private static final String KEY = "0123456789abcdef";
    private static final String COMPLETED = """
            {"request_id":"id-1","status":"COMPLETED","model_id":"m","error":null,"output":{"media_url":
            ["https://a.example/1.png"],"media_type":"image/png"},"created_at":"2026-05-22T13:17:32.110Z",
            "updated_at":"2026-05-22 13:19:23","completed_at":"2026-05-22 13:19:23"}""";
    private static final String FAILED = """
            {"request_id":"id-1","status":"FAILED","model_id":"key 0123456789abcdef","error":"no 0123456789abcdef \\u00e4",
            "output":null}""";
    private static final String QUEUED =
            "{\"request_id\":\"id-1\",\"status\":\"QUEUED\",\"polling_url\":\"https://a.example\",\"url\":\"u\"}";
    private static final String ERROR =
            "{\"error\":\"Not \\u0000 for 0123456789abcdef\",\"message\":\"Your wallet\",\"retry_after\":7.5}";

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    private record Said(int code, String retryAfter, AnyJson.Body body) {}

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
            assertFit(status.error());
            assertFit(status.modelId());
            assertFit(status.mediaType());
            status.mediaUrls().forEach(AnyAnswerTest::assertWhole);
            Stream.of(status.createdAt(), status.updatedAt(), status.completedAt())
                    .forEach(AnyAnswerTest::assertStorable);
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anAcceptedSubmitHasAnIdAndADoubtfulOneIsNotCalledUncharged(@ForAll("answers") Said said) {
        try {
            Submission submission = client(said).relight(RelightRequest.of("p", "https://a.example"), null);
            assertThat(said.code / 100).isEqualTo(2);
            assertThat(GatewayClient.isRequestId(submission.requestId())).isTrue();
            assertFit(submission.pollingUrl());
        } catch (SubmissionUnknownException e) {
            assertThat(e.getHttpResponseCode()).isEqualTo(said.code);
            assertMessage(e);
        } catch (PixelForgeException e) {
            assertThat(e.getCharged()).isEqualTo(Charged.NO);
            assertThat(said.code / 100 == 4 || said.code == 503)
                    .as("code " + said.code)
                    .isTrue();
            assertMessage(e);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aGeneratedPictureHasAUrl(@ForAll("answers") Said said) {
        said(() -> client(said).generate(new GenerateRequest("p", List.of("https://a.example"))))
                .ifPresent(url -> {
                    assertThat(url).isNotEmpty();
                    assertWhole(url);
                });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRightStatusMayBeWrittenInAnyWay(@ForAll("statuses") AnyJson.Body body) {
        Instant end = Instant.parse("2026-05-22T13:19:23Z");

        assertThat(client(new Said(200, null, body)).status("id-1"))
                .isEqualTo(new JobStatus(
                        "id-1",
                        Status.COMPLETED,
                        "m",
                        null,
                        List.of("https://a.example/1.png"),
                        "image/png",
                        Instant.parse("2026-05-22T13:17:32.110Z"),
                        end,
                        end));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRightErrorMayBeWrittenInAnyWay(@ForAll("errors") AnyJson.Body body) {
        assertThat(said(() -> client(new Said(402, null, body)).status("id-1"))).isEmpty();
        try {
            client(new Said(429, null, body)).relight(RelightRequest.of("p", "https://a.example"), null);
        } catch (RateLimitException e) {
            assertThat(e.getRetryAfter()).isEqualTo(Duration.ofMillis(7500));
            assertThat(e).hasMessageContaining("Not   for xxxxxx - Your wallet");
        }
    }

    @Example
    void halfOfACharacterIsNoReasonNotToWriteAJob() {
        String body = COMPLETED
                .replace("null", "\"" + "x".repeat(499) + "\uD83D\uDCA1\"")
                .replace("\"m\"", "\"\\ud83d\"")
                .replace("/1.png", "/\\udca1.png");

        JobStatus status = client(new Said(200, null, new AnyJson.Body(body.getBytes(StandardCharsets.UTF_8))))
                .status("id-1");

        assertThat(status.error()).isEqualTo("x".repeat(499) + "?...");
        assertThat(status.modelId()).isEqualTo("?");
        assertThat(status.mediaUrls()).containsExactly("https://a.example/?.png");
    }

    private static <T> Optional<T> said(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (PixelForgeException e) {
            assertMessage(e);
            return Optional.empty();
        }
    }

    private static void assertMessage(PixelForgeException e) {
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000).doesNotContainPattern("\\p{Cntrl}");
        assertFit(e.getMessage());
    }

    /** Has no key and can be written. */
    private static void assertFit(String text) {
        if (text != null) {
            assertThat(text).doesNotContain(KEY);
            assertWhole(text);
        }
    }

    private static void assertWhole(String text) {
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
    }

    /** By every database. */
    private static void assertStorable(Instant time) {
        if (time != null) {
            assertThat(time)
                    .isBetween(Instant.parse("1000-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999Z"));
        }
    }

    private static GatewayClient client(Said said) {
        HttpClient http = (HttpClient) Proxy.newProxyInstance(
                AnyAnswerTest.class.getClassLoader(), new Class<?>[] {HttpClient.class}, (proxy, method, args) -> {
                    BasicClassicHttpResponse response = new BasicClassicHttpResponse(said.code);
                    response.setEntity(new ByteArrayEntity(said.body.bytes(), null));
                    if (said.retryAfter != null) {
                        response.setHeader("Retry-After", said.retryAfter);
                    }
                    return ((HttpClientResponseHandler<?>) args[args.length - 1]).handleResponse(response);
                });
        return new GatewayClient(
                http,
                URI.create("http://127.0.0.1"),
                () -> KEY,
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
                Arbitraries.of("1", "1.5", "-1", "soon", "1e9", "").injectNull(0.5);
        return Combinators.combine(codes, retryAfter, AnyJson.near(COMPLETED, FAILED, QUEUED, ERROR))
                .as(Said::new);
    }

    @Provide
    Arbitrary<AnyJson.Body> statuses() {
        return AnyJson.sameWithMore(COMPLETED);
    }

    @Provide
    Arbitrary<AnyJson.Body> errors() {
        return AnyJson.sameWithMore(ERROR);
    }
}
