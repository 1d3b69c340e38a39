package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExtensionTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension SHARED = new PixelForgeSandboxExtension();

    @RegisterExtension
    final PixelForgeSandboxExtension own = new PixelForgeSandboxExtension();

    @RepeatedTest(2)
    void nothingIsLeftOfTheTestBefore() {
        for (PixelForgeSandboxExtension pixelforge : new PixelForgeSandboxExtension[] {SHARED, own}) {
            assertThat(pixelforge.sandbox().requests()).isEmpty();
            new Client(pixelforge.sandbox()).submitted("Warm light");
            assertThat(pixelforge.sandbox().requests()).hasSize(1);
        }
    }

    @Test
    void uploadsOutliveAReset() {
        URI url = SHARED.sandbox().upload("a.png", new byte[] {1});
        SHARED.sandbox().reset();

        assertThat(new Client(SHARED.sandbox()).get(url.toString()).body()).containsExactly(1);
    }

    @Test
    void aSandboxThatIsNotRunningSaysSo() {
        PixelForgeSandbox sandbox = new PixelForgeSandbox();

        assertThatThrownBy(sandbox::url)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The sandbox is not running: call start() first");
        sandbox.close();
    }

    @Test
    void itStartsAgainAfterItWasClosed() {
        PixelForgeSandbox sandbox = new PixelForgeSandbox();
        for (int i = 0; i < 2; i++) {
            try (PixelForgeSandbox running = sandbox.start()) {
                assertThat(new Client(running).submit(Client.body("Warm light")).status())
                        .isEqualTo(202);
            }
        }
    }

    @Test
    void itListensOnThisMachineOnly() {
        assertThat(own.url()).matches("http://127\\.0\\.0\\.1:\\d+");
    }
}
