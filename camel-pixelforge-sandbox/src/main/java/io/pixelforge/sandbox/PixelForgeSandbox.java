package io.pixelforge.sandbox;

import io.pixelforge.sandbox.faults.Faults;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.Ledger;
import io.pixelforge.sandbox.records.Counters;
import io.pixelforge.sandbox.records.RecordedRequest;
import io.pixelforge.sandbox.records.Violation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A PixelForge gateway for a laptop and for tests. It keeps the contract of the service's document strictly, relights
 * pictures for real, writes down what it charges, and goes wrong on request.
 *
 * <pre>{@code
 * try (PixelForgeSandbox sandbox = new PixelForgeSandbox().start()) {
 *     URI photo = sandbox.upload(Path.of("coffee.png"));
 *     sandbox.faults().on(CallKind.SUBMIT).play(Fault.status(429).retryAfter(1));
 *     // ... let a client of sandbox.url() work ...
 *     assert sandbox.ledger().charges() == 1;
 * }
 * }</pre>
 *
 * <p>Words of a prompt make its light: where it comes from ({@code left}, {@code right}, {@code above}, {@code below},
 * {@code behind}), what colour it has ({@code warm}, {@code sunset}, {@code cool}, {@code moonlight}, {@code neon},
 * {@code red}, ...), how hard it is ({@code dramatic}, {@code soft}, {@code studio}) and how bright ({@code night},
 * {@code bright}). A prompt that holds {@code sandbox:fail} makes a job end {@code FAILED}, one that holds
 * {@code sandbox:error} makes it end in {@code ERROR}.
 *
 * <p>It opens no connection but to call clients on this machine back: of image URLs only its own uploads and results, and
 * those that were {@linkplain #register registered}, are the pictures that they name. Any other public URL stands for a
 * drawn test card.
 */
public final class PixelForgeSandbox implements AutoCloseable {

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private final SandboxOptions options;
    private Gateway gateway;

    /** A sandbox as it is by itself, not yet started. */
    public PixelForgeSandbox() {
        this(SandboxOptions.defaults());
    }

    /** A sandbox with these options, not yet started. */
    public PixelForgeSandbox(SandboxOptions options) {
        this.options = options;
    }

    /**
     * Opens the port; if that was done before, nothing happens.
     *
     * @return this
     * @throws IllegalStateException if the port is taken
     */
    public synchronized PixelForgeSandbox start() {
        if (gateway == null) {
            gateway = new Gateway(options);
        }
        return this;
    }

    /** Closes the port and removes the uploads. Everything else is forgotten too. */
    @Override
    public synchronized void close() {
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
    }

    private synchronized Gateway gateway() {
        if (gateway == null) {
            throw new IllegalStateException("The sandbox is not running: call start() first");
        }
        return gateway;
    }

    /** What to set as the client's gateway URL, for example {@code http://127.0.0.1:40123}. */
    public String url() {
        return gateway().url();
    }

    /** Keeps a picture as if it had been put to {@code /uploads/}, and gives its URL, which counts as public here. */
    public URI upload(String name, byte[] picture) {
        return URI.create(url() + CallKind.UPLOAD_PREFIX + gateway().uploads().store(name, picture));
    }

    /**
     * Keeps a picture file, and gives its URL.
     *
     * @throws IOException if the file cannot be read
     */
    public URI upload(Path file) throws IOException {
        return upload(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    /** Lets a URL, whichever it is, count as public and name this picture. It stays so until the sandbox is closed. */
    public void register(URI url, byte[] picture) {
        gateway().sources().register(url, picture);
    }

    /** What is to go wrong. */
    public Faults faults() {
        return gateway().faults();
    }

    /** What was charged. */
    public Ledger ledger() {
        return gateway().ledger();
    }

    /** The calls so far, oldest first: the last 100,000, or none if recording is off. */
    public List<RecordedRequest> requests() {
        return gateway().records().requests();
    }

    /** The calls that broke the contract, oldest first: the last 100,000. */
    public List<Violation> violations() {
        return gateway().records().violations();
    }

    /** How often the gateway was called. */
    public Counters counters() {
        return gateway().records().counters();
    }

    /** Forgets jobs, ledger, faults, records and counters, and begins the random numbers anew. Uploads stay. */
    public void reset() {
        gateway().reset();
    }
}
