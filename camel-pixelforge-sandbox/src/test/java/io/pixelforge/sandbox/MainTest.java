package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void argumentsBecomeOptions() {
        SandboxOptions options = Arguments.options(List.of(
                        "--port", "0", "--queue", "500ms", "--processing", "2s..PT1M", "--key", "a", "--key", "b"))
                .orElseThrow();

        assertThat(options.port()).isZero();
        assertThat(options.queueTime().max()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.processingTime().min()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.processingTime().max()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.apiKeys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void withoutArgumentsThereAreDefaults() {
        SandboxOptions options = Arguments.options(List.of()).orElseThrow();

        assertThat(options.port()).isEqualTo(8089);
        assertThat(options.queueTime().min()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.processingTime().min()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.apiKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --prot 80         | Unknown argument --prot
                    --port            | --port needs a value
                    --port eighty     | --port must be 0-65535, not eighty
                    --port 65536      | --port must be 0-65535, not 65536
                    --queue soon      | --queue: Not a duration such as 500ms, 2s, 3m or PT2S: soon
                    --queue 5s..2s    | --queue: Not a range of durations: PT5S..PT2S
                    --processing PT-1S | --processing: A duration cannot be negative: PT-1S
                    """)
    void badArgumentsAreNamed(String line, String problem) {
        assertThatThrownBy(() -> Arguments.options(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void badArgumentsEndWithHelpAndAStatus() throws InterruptedException {
        assertThat(run(new CountDownLatch(0), "--nonsense")).isEqualTo(2);
        assertThat(text(err)).contains("Unknown argument --nonsense").contains("--processing TIME");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpIsGiven() throws InterruptedException {
        assertThat(run(new CountDownLatch(0), "--help")).isZero();
        assertThat(text(out)).contains("--port PORT");
    }

    @Test
    void itSaysWhereItIsAndHowToCallIt() throws InterruptedException {
        assertThat(run(new CountDownLatch(0), "--port", "0", "--key", "secret")).isZero();
        assertThat(text(out))
                .containsPattern("PixelForge sandbox: http://127\\.0\\.0\\.1:\\d+")
                .contains("curl -X POST http://127.0.0.1:")
                .contains("Ocp-Apim-Subscription-Key: secret");
    }

    @Test
    void aPortThatIsTakenIsSaidToBe() throws InterruptedException {
        try (PixelForgeSandbox other = new PixelForgeSandbox().start()) {
            String port = other.url().substring(other.url().lastIndexOf(':') + 1);

            assertThat(run(new CountDownLatch(0), "--port", port)).isEqualTo(1);
            assertThat(text(err)).contains("The sandbox could not start").contains(port);
        }
    }

    private int run(CountDownLatch stopped, String... args) throws InterruptedException {
        return Main.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                stopped);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
