package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderContractTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final Client client = new Client(PIXELFORGE.sandbox());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Content-Type   |                         | Content-Type must be application/json
                    Content-Type   | text/plain              | Content-Type must be application/json
                    Content-Type   | application/jsonp       | Content-Type must be application/json
                    Cache-Control  |                         | Cache-Control must be no-cache
                    Cache-Control  | no-store                | Cache-Control must be no-cache
                    X-Webhook-URL  | http://example.com/hook | X-Webhook-URL must be an https URL
                    X-Webhook-URL  | hook                    | X-Webhook-URL must be an https URL
                    X-Webhook-Mode | always                  | X-Webhook-Mode must be one of terminal, sync
                    """)
    void aWrongHeaderIsRefused(String name, String value, String problem) {
        Reply reply = client.header(name, value).submit(Client.body("Warm light"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("message")).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, application/json; charset=utf-8",
        "Content-Type, APPLICATION/JSON",
        "Cache-Control, 'no-store, no-cache'",
        "X-Webhook-URL, https://example.com/hook",
        "X-Webhook-URL, http://127.0.0.1:8080/hook",
        "X-Webhook-URL, http://localhost/hook",
        "X-Webhook-Mode, terminal",
        "X-Webhook-Mode, sync"
    })
    void aRightHeaderIsAccepted(String name, String value) {
        assertThat(client.header(name, value).submit(Client.body("Warm light")).status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "\"text\"", "{", "{\"prompt\":\"a\",\"prompt\":\"b\"}", "{} {}", "prompt=a"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        for (Reply reply : new Reply[] {client.submit(body), client.generate(body)}) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.field("message")).isEqualTo("the body must be a JSON object");
        }
    }

    @Test
    void generateNeedsItsHeadersToo() {
        Reply reply = client.header("Content-Type", "text/plain")
                .header("Cache-Control", null)
                .generate(Client.body("A town"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("message"))
                .isEqualTo("Content-Type must be application/json; Cache-Control must be no-cache");
    }

    @Test
    void whatIsNotThereIsA404() {
        assertThat(client.get("/v1/other").status()).isEqualTo(404);
        assertThat(client.post("/v2/requests/status/x", "{}").status()).isEqualTo(404);
    }
}
