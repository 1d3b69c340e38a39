package io.pixelforge.sandbox;

import static io.pixelforge.sandbox.http.CallKind.GENERATE;
import static io.pixelforge.sandbox.http.CallKind.STATUS;
import static io.pixelforge.sandbox.http.CallKind.SUBMIT;
import static io.pixelforge.sandbox.http.CallKind.UPLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.sandbox.Client.Reply;
import io.pixelforge.sandbox.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that come instead of the call: it never happened. */
class AnswerFaultsTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 422, 429, 500, 502, 503})
    void aStatusComesOnceAndLeavesNoTrace(int status) {
        sandbox.faults().on(SUBMIT).play(Fault.status(status));

        Reply reply = client.submit(Client.body("Warm light"));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().has("error")).isTrue();
        assertThat(reply.json().has("message")).isTrue();
        assertThat(sandbox.ledger().entries()).isEmpty();
        assertThat(client.submit(Client.body("Warm light")).status()).isEqualTo(202);
    }

    @Test
    void retryAfterIsSaidInThreeWays() {
        Instant time = Instant.parse("2026-05-22T13:19:23Z");
        sandbox.faults().on(STATUS).play(Fault.status(429).retryAfter(7));
        sandbox.faults().on(STATUS).play(Fault.status(429).retryAfter(time));
        sandbox.faults().on(STATUS).play(Fault.status(429).retryAfterInBody(9));

        assertThat(client.status("x").header("Retry-After")).isEqualTo("7");
        assertThat(client.status("x").header("Retry-After")).isEqualTo("Fri, 22 May 2026 13:19:23 GMT");
        assertThat(client.status("x").json().get("retry_after").asInt()).isEqualTo(9);
    }

    @Test
    void headersAndBodyAreFreeToChoose() {
        sandbox.faults()
                .on(GENERATE)
                .play(Fault.status(500).header("X-Trace", "abc").body("{\"error\":\"Boom\"}"));

        Reply reply = client.generate(Client.body("A town"));
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.header("X-Trace")).isEqualTo("abc");
        assertThat(reply.text()).isEqualTo("{\"error\":\"Boom\"}");
        assertThat(sandbox.ledger().entries()).isEmpty();
    }

    @Test
    void aProxyAnswersInHtml() {
        sandbox.faults().on(SUBMIT).play(Fault.html(502));

        Reply reply = client.submit(Client.body("Warm light"));
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("Content-Type")).isEqualTo("text/html");
        assertThat(reply.text()).startsWith("<html>");
    }

    @Test
    void aRedirectLeadsAstray() {
        sandbox.faults().on(STATUS).play(Fault.redirect("https://example.com/login"));

        Reply reply = client.status("x");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo("https://example.com/login");
    }

    @Test
    void theWalletIsEmptyOnRequest() {
        sandbox.faults().on(SUBMIT).play(Fault.insufficientBalance());

        assertThat(client.submit(Client.body("Warm light")).field("error")).isEqualTo("Insufficient Balance");
    }

    @Test
    void aResetComesBeforeTheCallIsAccepted() {
        sandbox.faults().on(SUBMIT).play(Fault.reset());

        assertThatThrownBy(() -> client.submit(Client.body("Warm light")))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(sandbox.ledger().entries()).isEmpty();
        assertThat(sandbox.requests()).singleElement().satisfies(request -> assertThat(request.status())
                .isZero());
    }

    @Test
    void uploadsFailToo() {
        sandbox.faults().on(UPLOAD).play(Fault.status(507));

        assertThat(client.put("/uploads/a.png", new byte[] {1}).status()).isEqualTo(507);
        assertThat(client.put("/uploads/a.png", new byte[] {1}).status()).isEqualTo(201);
    }
}
