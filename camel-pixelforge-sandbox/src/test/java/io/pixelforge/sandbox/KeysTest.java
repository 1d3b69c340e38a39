package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeysTest {

    private static final String KEY = "Ocp-Apim-Subscription-Key";

    @RegisterExtension
    final PixelForgeSandboxExtension pixelforge = new PixelForgeSandboxExtension(
            SandboxOptions.builder().apiKeys("first", "second").build());

    private final Client client = new Client(pixelforge.sandbox()).header(KEY, "first");

    @Test
    void aMissingBlankOrUnknownKeyIsA401() {
        for (String key : new String[] {null, " ", "third"}) {
            Client other = client.header(KEY, key);
            for (Reply reply :
                    new Reply[] {other.submit(Client.body("x")), other.generate(Client.body("x")), other.status("x")}) {
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.field("error")).isEqualTo("Unauthorized");
            }
        }
        assertThat(pixelforge.sandbox().ledger().entries()).isEmpty();
    }

    @Test
    void anyKeyWillDoWhereNoneIsConfigured() {
        try (PixelForgeSandbox open = new PixelForgeSandbox().start()) {
            assertThat(new Client(open)
                            .header(KEY, "whatever")
                            .submit(Client.body("x"))
                            .status())
                    .isEqualTo(202);
            assertThat(new Client(open)
                            .header(KEY, null)
                            .submit(Client.body("x"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aJobIsNotThereForAnotherKey() {
        String id = client.submitted("Warm light");

        assertThat(client.status(id).status()).isEqualTo(200);
        assertThat(client.header(KEY, "second").status(id).status()).isEqualTo(404);
    }

    @Test
    void anUnknownJobIsA404() {
        Reply reply = client.status("pixelforge-relighting-api_nothing");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("message")).isEqualTo("Request 'pixelforge-relighting-api_nothing' not found");
    }

    @Test
    void theKeyIsNeverKept() {
        client.submitted("Warm light");

        assertThat(pixelforge.sandbox().requests().toString())
                .contains("ocp-apim-subscription-key=sha256:")
                .doesNotContain("first");
        assertThat(pixelforge.sandbox().ledger().entries().toString())
                .contains("sha256:")
                .doesNotContain("first");
        assertThat(client.get("/sandbox/ledger").text()).contains("sha256:").doesNotContain("first");
    }
}
