package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.pixelforge.camel.gateway.AuthenticationException;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.InsufficientBalanceException;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.RateLimitException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.camel.images.DrippingGateway;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of answers to a paid POST: what each is, and that each was one POST. */
class PostAnswersTest extends GatewayClientTestSupport {

    private static final String RETRY_AFTER = "Retry-After";

    private record Row(
            String name, Supplier<Fault> fault, Class<?> exception, boolean retryable, Charged charged, int code) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                        notAccepted("429", () -> Fault.status(429), 429),
                        notAccepted(
                                "503 with Retry-After", () -> Fault.status(503).retryAfter(7), 503),
                        notAccepted("503 with a date", () -> Fault.status(503).retryAfter(Instant.now()), 503),
                        notAccepted(
                                "503 with retry_after", () -> Fault.status(503).retryAfterInBody(7), 503),
                        refused("400", () -> Fault.status(400), InvalidRequestException.class, 400),
                        refused("404", () -> Fault.status(404), InvalidRequestException.class, 404),
                        refused("405", () -> Fault.status(405), InvalidRequestException.class, 405),
                        refused("413", () -> Fault.html(413), InvalidRequestException.class, 413),
                        refused("422", () -> Fault.status(422), InvalidRequestException.class, 422),
                        refused("401", () -> Fault.status(401), AuthenticationException.class, 401),
                        refused(
                                "401 that asks for a password",
                                () -> Fault.status(401).header("WWW-Authenticate", "Basic realm=\"x\""),
                                AuthenticationException.class,
                                401),
                        refused("403", () -> Fault.status(403), AuthenticationException.class, 403),
                        refused("402", Fault::insufficientBalance, InsufficientBalanceException.class, 402),
                        inDoubt("408", () -> Fault.status(408), 408),
                        inDoubt("409", () -> Fault.status(409), 409),
                        inDoubt("500", () -> Fault.status(500), 500),
                        inDoubt("500 with Retry-After", () -> Fault.status(500).retryAfter(1), 500),
                        inDoubt("502 HTML", () -> Fault.html(502), 502),
                        inDoubt("503", () -> Fault.status(503), 503),
                        inDoubt("503 soon", () -> Fault.status(503).header(RETRY_AFTER, "soon"), 503),
                        inDoubt("504", () -> Fault.status(504), 504),
                        inDoubt("302", () -> Fault.redirect(GATEWAY.url() + "/elsewhere"), 302),
                        inDoubt("307", () -> Fault.status(307).header("Location", GATEWAY.url() + "/elsewhere"), 307),
                        inDoubt("time-out", () -> Fault.delay(Duration.ofSeconds(3)), 0),
                        inDoubt("reset before acceptance", Fault::reset, 0),
                        inDoubt("reset after acceptance", Fault::acceptedThenReset, 0),
                        inDoubt("accepted, then 500", () -> Fault.acceptedThenStatus(500), 500),
                        inDoubt("cut JSON", Fault::halfBody, 2),
                        inDoubt("cut body", Fault::cutBody, 0),
                        inDoubt("wrong length", Fault::wrongLength, 0),
                        inDoubt("HTML", Fault::htmlBody, 2),
                        inDoubt("empty", Fault::emptyBody, 2),
                        inDoubt("an array", Fault::nonObjectJson, 2),
                        inDoubt("text", () -> Fault.bodyText("\"accepted\""), 2),
                        inDoubt("no id and no url", () -> Fault.bodyText("{\"status\":\"QUEUED\"}"), 2),
                        inDoubt("a null id and url", () -> Fault.bodyText("{\"request_id\":null,\"url\":null}"), 2),
                        inDoubt("a number as id and url", () -> Fault.bodyText("{\"request_id\":7,\"url\":7}"), 2),
                        inDoubt("huge", () -> Fault.hugeBody(3 * 1024 * 1024), 2))
                .flatMap(row -> Stream.of(CallKind.SUBMIT, CallKind.GENERATE).map(kind -> Arguments.of(kind, row)));
    }

    private static Row notAccepted(String name, Supplier<Fault> fault, int code) {
        return new Row(name, fault, RateLimitException.class, true, Charged.NO, code);
    }

    private static Row refused(String name, Supplier<Fault> fault, Class<?> exception, int code) {
        return new Row(name, fault, exception, false, Charged.NO, code);
    }

    private static Row inDoubt(String name, Supplier<Fault> fault, int code) {
        return new Row(name, fault, SubmissionUnknownException.class, false, Charged.UNKNOWN, code);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void isWhatTheTableSays(CallKind kind, Row row) {
        GATEWAY.sandbox().faults().on(kind).play(row.fault.get());

        PixelForgeException e = failureOf(client(GATEWAY.url(), Map.of("responseTimeout", "1000")), kind);

        assertThat(e).isExactlyInstanceOf(row.exception);
        assertThat(e.isRetryable()).isEqualTo(row.retryable);
        assertThat(e.getCharged()).isEqualTo(row.charged);
        int success = kind == CallKind.SUBMIT ? 202 : 200;
        assertThat(e.getHttpResponseCode()).isEqualTo(row.code == 2 ? success : row.code);
        assertThat(e.getRequestId()).isNull();
        assertThat(GATEWAY.sandbox().requests()).hasSize(1);
    }

    @Test
    void anUnusableRequestIdIsDoubt() {
        for (String id : new String[] {"", " ", "a/b", "../x", "a?b", "a#b", "ä", "x".repeat(201), "-a", "a\\nb"}) {
            GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.bodyText("{\"request_id\":\"" + id + "\"}"));

            assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT))
                    .as(id)
                    .isInstanceOf(SubmissionUnknownException.class);
        }
    }

    @Test
    void theWaitThatTheGatewayAskedForIsSaid() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(429).retryAfter(7));
        assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT).getRetryAfter())
                .isEqualTo(Duration.ofSeconds(7));

        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(429).retryAfterInBody(8));
        assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT).getRetryAfter())
                .isEqualTo(Duration.ofSeconds(8));

        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(429).retryAfter(999_999));
        assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT).getRetryAfter())
                .isEqualTo(Duration.ofMinutes(5));

        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(429));
        assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT).getRetryAfter())
                .isNull();
    }

    @Test
    void theMessageJoinsWhatTheServiceSays() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.insufficientBalance());

        assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT))
                .hasMessageContaining("HTTP 402: Insufficient Balance - Your wallet does not have enough balance.");
    }

    @Test
    void aPathThatTheGatewayDoesNotHaveIsAMatterOfTheOption() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(404));
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(422));

        assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT)).hasMessageContaining("gatewayUrl");
        assertThat(failureOf(client(GATEWAY.url(), Map.of()), CallKind.SUBMIT)).hasMessageNotContaining("gatewayUrl");
    }

    @Test
    void anAnswerThatDripsInIsEndedByTheTimeOut() {
        try (DrippingGateway dripping = new DrippingGateway()) {
            assertThat(failureOf(client(dripping.url(), Map.of("responseTimeout", "1000")), CallKind.SUBMIT))
                    .isInstanceOf(SubmissionUnknownException.class)
                    .hasMessageContaining("no whole answer within 1000 ms");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMIT", "GENERATE"})
    void aGatewayThatRefusesConnectionsGotNothing(CallKind kind) throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertNothingSent(failureOf(client("http://127.0.0.1:" + port, Map.of()), kind));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMIT", "GENERATE"})
    void aGatewayWithoutAnAddressGotNothing(CallKind kind) {
        assertNothingSent(failureOf(client("http://gateway.invalid", Map.of()), kind));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMIT", "GENERATE"})
    void aGatewayWhoseCertificateIsNotTrustedGotNothing(CallKind kind) {
        WireMockServer https = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .dynamicHttpsPort());
        https.start();
        try {
            assertNothingSent(failureOf(client("https://127.0.0.1:" + https.httpsPort(), Map.of()), kind));
            assertThat(https.getAllServeEvents()).isEmpty();
        } finally {
            https.stop();
        }
    }

    private static void assertNothingSent(PixelForgeException e) {
        assertThat(e).isExactlyInstanceOf(GatewayException.class).hasMessageContaining("did not reach the gateway");
        assertThat(e.isRetryable()).isTrue();
        assertThat(e.getCharged()).isEqualTo(Charged.NO);
        assertThat(e.getHttpResponseCode()).isZero();
    }
}
