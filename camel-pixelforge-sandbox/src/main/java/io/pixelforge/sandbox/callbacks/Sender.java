package io.pixelforge.sandbox.callbacks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Posts callbacks, some at once, and gives up on a receiver that does not answer within a few seconds. */
public final class Sender implements AutoCloseable {

    private static final int AT_ONCE = 64;
    private static final int THREADS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Sender::thread);
    private final AtomicInteger inHand = new AtomicInteger();
    private final HttpClient http;

    /** @param trust whom to trust at https; {@code null} for whom Java does */
    public Sender(SSLContext trust) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .executor(threads)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT);
        Optional.ofNullable(trust).ifPresent(client::sslContext);
        http = client.build();
    }

    /** A thread that keeps no process alive. */
    public static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "pixelforge-sandbox-callback");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether another may be sent now. */
    boolean hasRoom() {
        return inHand.get() < AT_ONCE;
    }

    /** The status that was answered; 0 if there was none. */
    CompletableFuture<Integer> send(URI url, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        inHand.incrementAndGet(); // not of a URL that is refused above
        return http.sendAsync(request, BodyHandlers.discarding()).handle((answer, failure) -> {
            inHand.decrementAndGet();
            return failure == null ? answer.statusCode() : 0;
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
