package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever measures nothing needs none of Micrometer's jars. */
class WithoutMicrometerTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(
            SandboxOptions.builder().processingTime(Duration.ofMillis(20)).build());

    @Test
    void aJobRunsToItsEnd() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader without = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> without.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Thread.currentThread().setContextClassLoader(without);

            Object status = without.loadClass(Run.class.getName())
                    .getMethod("run", String.class)
                    .invoke(null, GATEWAY.url());

            assertThat(status).isEqualTo("COMPLETED");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("micrometer"))
                .map(path -> {
                    try {
                        return Path.of(path).toUri().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(URL[]::new);
    }

    /** What is loaded anew, without Micrometer. */
    public static final class Run {

        private Run() {}

        public static String run(String gatewayUrl) throws Exception {
            try (CamelContext context = new DefaultCamelContext()) {
                PixelForgeConfiguration configuration = context.getComponent("pixelforge", PixelForgeComponent.class)
                        .getConfiguration();
                configuration.setApiKey("test-key-0123456789abcdef");
                configuration.setGatewayUrl(gatewayUrl);
                configuration.setInitialPollDelay(20);
                configuration.setPollInterval(20);
                context.start();
                return context.createProducerTemplate()
                        .requestBody(
                                "pixelforge:relight?prompt=Soft light&awaitCompletion=true",
                                "https://example.com/photo.jpg",
                                PixelForgeJob.class)
                        .status();
            }
        }
    }
}
