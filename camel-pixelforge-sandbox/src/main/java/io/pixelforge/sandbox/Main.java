package io.pixelforge.sandbox;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs a sandbox until the process is stopped. */
public final class Main {

    private static final int BAD_USAGE = 2;
    private static final int CANNOT_START = 1;

    private Main() {}

    /** Runs a sandbox; {@code --help} says with which arguments. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        int status = run(List.of(args), System.out, System.err, stopped);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Does what {@code main} does; a sandbox that could be started runs until the latch is opened. */
    static int run(List<String> args, PrintStream out, PrintStream err, CountDownLatch stopped)
            throws InterruptedException {
        Optional<SandboxOptions> options;
        try {
            options = Arguments.options(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(Arguments.HELP);
            return BAD_USAGE;
        }
        if (options.isEmpty()) {
            out.println(Arguments.HELP);
            return 0;
        }
        return serve(options.get(), out, err, stopped);
    }

    private static int serve(SandboxOptions options, PrintStream out, PrintStream err, CountDownLatch stopped)
            throws InterruptedException {
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "pixelforge-sandbox-stop"));
            out.println(greeting(
                    sandbox.url(), options.apiKeys().stream().findFirst().orElse("any-key")));
            stopped.await();
            return 0;
        } catch (IllegalStateException e) {
            err.println("The sandbox could not start: " + e.getMessage());
            return CANNOT_START;
        }
    }

    private static String greeting(String url, String key) {
        return """
                PixelForge sandbox: %1$s (open it in a browser)

                curl -X POST %1$s/pixelforge-relighting-api/v1/relighting/generate \\
                  -H 'Content-Type: application/json' -H 'Cache-Control: no-cache' \\
                  -H 'Ocp-Apim-Subscription-Key: %2$s' \\
                  -d '{"prompt": "Warm light from the left", "image_urls": ["https://example.com/photo.jpg"]}'
                """.formatted(url, key);
    }
}
