package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlsTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/a.png",
                "https://files.localhost/a.png",
                "https://127.0.0.1/a.png",
                "https://127.1/a.png",
                "https://2130706433/a.png",
                "https://0x7f000001/a.png",
                "https://0.0.0.0/a.png",
                "https://10.1.2.3/a.png",
                "https://100.64.0.1/a.png",
                "https://169.254.169.254/latest/meta-data",
                "https://172.16.0.1/a.png",
                "https://172.31.255.1/a.png",
                "https://192.168.1.1/a.png",
                "https://224.0.0.1/a.png",
                "https://[::1]/a.png",
                "https://[fd00::1]/a.png",
                "https://[fe80::1]/a.png",
                "https://[::ffff:127.0.0.1]/a.png",
                "https://nas/a.png",
                "https://nas.local/a.png",
                "https://files.internal/a.png",
                "https://user:secret@example.com/a.png",
                "ftp://example.com/a.png",
                "data:image/png;base64,AAAA",
                "https:///a.png",
                "https://exa mple.com/a.png"
            })
    void whatOnlyOneHouseCanSeeIsRefused(String url) {
        Client.Reply reply = client.submit(Client.body("Warm light", "image_urls", List.of(url)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("message")).startsWith("image_urls[0]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/a.png",
                "HTTPS://example.com:8443/a%20b.png?signature=x",
                "https://8.8.8.8/a.png",
                "https://172.32.0.1/a.png",
                "https://100.128.0.1/a.png",
                "https://[2001:db8::1]/a.png"
            })
    void whatEveryoneCanSeeIsAccepted(String url) {
        assertThat(client.submit(Client.body("Warm light", "image_urls", List.of(url)))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void itsOwnUploadsAndResultsCountAsPublic() {
        URI upload = sandbox.upload("a.png", Pictures.png(40, 30));
        String result = client.generate(Client.body("A town")).field("url");
        String byName = upload.toString().replace("127.0.0.1", "localhost");

        for (String url : List.of(upload.toString(), byName, result)) {
            assertThat(client.submit(Client.body("Warm light", "image_urls", List.of(url)))
                            .status())
                    .as(url)
                    .isEqualTo(202);
        }
    }

    @Test
    void anotherPortOfThisMachineDoesNot() {
        String url = "http://127.0.0.1:1/uploads/x/a.png";

        assertThat(client.submit(Client.body("Warm light", "image_urls", List.of(url)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRegisteredUrlCountsAsPublic() {
        sandbox.register(URI.create("http://10.0.0.1/a.png"), Pictures.png(40, 30));

        assertThat(client.submit(Client.body("Warm light", "image_urls", List.of("http://10.0.0.1/a.png")))
                        .status())
                .isEqualTo(202);
    }
}
