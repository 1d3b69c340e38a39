package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another website in a browser on this machine can do with a sandbox: nothing. */
class OtherSitesTest {

    private static final String FAULT = "{\"on\":\"submit\",\"fault\":\"reset\"}";

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"})
    void aSiteChangesNothing(String origin) {
        sandbox.faults().on(CallKind.STATUS).always().play(Fault.reset());
        Client site = client.header("Origin", origin);

        assertThat(site.post("/sandbox/faults", FAULT).status()).isEqualTo(403);
        assertThat(site.delete("/sandbox/faults").status()).isEqualTo(403);
        assertThat(site.delete("/sandbox/faults/1").status()).isEqualTo(403);
        assertThat(site.post("/uploads/a.png", "picture").status()).isEqualTo(403);
        assertThat(sandbox.faults().pending()).isEqualTo(1);
        assertThat(sandbox.counters().uploadCalls()).isZero();
    }

    @Test
    void itsOwnPageMay() {
        Client page = client.header("Origin", sandbox.url());

        assertThat(page.post("/sandbox/faults", FAULT).status()).isEqualTo(201);
        assertThat(page.put("/uploads/a.png", new byte[] {1}).status()).isEqualTo(201);
        assertThat(page.delete("/sandbox/faults").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
    void whatAFormCanSendIsRefused(String type) {
        Reply reply = client.header("Content-Type", type).post("/sandbox/faults", FAULT);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.field("message")).isEqualTo("The Content-Type must be application/json");
        assertThat(sandbox.faults().pending()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.evil.example, 403",
        "evil.example:8089, 403",
        "LOCALHOST:1, 200",
        "sandbox.localhost, 200",
        "[::1]:80, 200",
        "127.0.0.2, 200"
    })
    void aNameThatIsMadeToMeanThisMachineReadsNothing(String host, int status) throws IOException {
        for (String path : new String[] {"/", "/sandbox/state", "/sandbox/ledger", "/sandbox/faults/names"}) {
            assertThat(get(path, host)).as(path).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/__admin/mappings", "/__admin/", "/__admin/settings"})
    void theServersOwnAdministrationIsShut(String path) {
        assertThat(client.get(path).status()).isEqualTo(401);
        assertThat(client.post("/__admin/shutdown", "").status()).isEqualTo(401);
        assertThat(client.get("/sandbox/state").status()).isEqualTo(200);
    }

    private String get(String path, String host) throws IOException {
        URI url = URI.create(sandbox.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
