package io.pixelforge.sandbox;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox for the tests of a class: {@code @RegisterExtension static final PixelForgeSandboxExtension PIXELFORGE = new
 * PixelForgeSandboxExtension();}. In a static field one sandbox serves all tests and is {@linkplain
 * PixelForgeSandbox#reset() reset} before each; in an instance field each test has its own.
 */
public final class PixelForgeSandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final PixelForgeSandbox sandbox;
    private boolean shared;

    /** With a sandbox as it is by itself. */
    public PixelForgeSandboxExtension() {
        this(SandboxOptions.defaults());
    }

    /** With a sandbox with these options. */
    public PixelForgeSandboxExtension(SandboxOptions options) {
        sandbox = new PixelForgeSandbox(options);
    }

    /** The sandbox, running. */
    public PixelForgeSandbox sandbox() {
        return sandbox.start();
    }

    /** What to set as the client's gateway URL. */
    public String url() {
        return sandbox().url();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        sandbox.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.start().reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            sandbox.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sandbox.close();
    }
}
