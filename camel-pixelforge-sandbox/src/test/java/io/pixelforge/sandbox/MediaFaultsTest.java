package io.pixelforge.sandbox;

import static io.pixelforge.sandbox.http.CallKind.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.sandbox.Client.Reply;
import io.pixelforge.sandbox.faults.Fault;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFaultsTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ZERO)
            .processingTime(Duration.ZERO)
            .build());

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);
    private String id;
    private String url;
    private byte[] right;

    @BeforeEach
    void aResult() {
        id = client.submitted("Warm light", "image_size", "square");
        url = client.mediaUrls(id).get(0);
        right = client.get(url).body();
    }

    @Test
    void aResultIsThereOnlyAtTheSecondTry() {
        sandbox.faults().on(MEDIA).request(id).play(Fault.status(404));

        assertThat(client.get(url).status()).isEqualTo(404);
        assertThat(client.get(url).body()).isEqualTo(right);
    }

    @Test
    void theConnectionClosesInTheMiddle() {
        sandbox.faults().on(MEDIA).play(Fault.cutBody());

        assertThatThrownBy(() -> client.get(url)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theLengthIsWrong() {
        sandbox.faults().on(MEDIA).play(Fault.wrongLength());

        assertThatThrownBy(() -> client.get(url)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theConnectionIsReset() {
        sandbox.faults().on(MEDIA).always().play(Fault.reset());

        assertThatThrownBy(() -> client.get(url)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void thePictureEndsTooEarlyUnderItsOwnLength() {
        sandbox.faults().on(MEDIA).play(Fault.halfBody());

        assertThat(client.get(url).body()).hasSize(right.length / 2);
    }

    @Test
    void thereIsNoLength() {
        sandbox.faults().on(MEDIA).play(Fault.noLength());

        Reply reply = client.get(url);
        assertThat(reply.header("Content-Length")).isNull();
        assertThat(reply.body()).isEqualTo(right);
    }

    @Test
    void theBodyComesSlowly() {
        sandbox.faults().on(MEDIA).play(Fault.drip(Duration.ofMillis(300)));

        Instant begin = Instant.now();
        assertThat(client.get(url).body()).isEqualTo(right);
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void theTypeIsWrong() {
        sandbox.faults().on(MEDIA).play(Fault.contentType("text/html"));

        assertThat(client.get(url).header("Content-Type")).isEqualTo("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ocp-Apim-Subscription-Key", "Authorization", "Cookie"})
    void aSecretThatIsSentToAResultIsNoticed(String header) {
        Client bare = client.header("Ocp-Apim-Subscription-Key", null);
        sandbox.reset();
        bare.get(url);
        assertThat(sandbox.counters().mediaCallsWithSecrets()).isZero();
        assertThat(sandbox.requests().get(0).carriesSecret()).isFalse();

        bare.header(header, "secret").get(url);
        assertThat(sandbox.counters().mediaCallsWithSecrets()).isEqualTo(1);
        assertThat(sandbox.requests().get(1).carriesSecret()).isTrue();
        assertThat(sandbox.requests().toString()).doesNotContain("=secret");
    }
}
