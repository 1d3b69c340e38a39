package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A media host that does not come to an end has neither the tracker, nor other exchanges, nor the routes' threads. */
class SlowDownloadsHoldUpNobodyTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&awaitCompletion=true";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
    private static final int AT_ONCE = 2;

    private final CountDownLatch open = new CountDownLatch(1);
    private final RawServer media = new RawServer();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setMaxConcurrentRequests(AT_ONCE);
    }

    @AfterEach
    void close() {
        open.countDown();
        media.close();
    }

    @Test
    void andNoMoreOfThemRunThanCalls() {
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).always().play(Fault.redirect(media.url() + "/a.png"));
        for (int i = 0; i < 2 * AT_ONCE; i++) {
            media.then(out -> {
                awaitOpen();
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n".getBytes());
                out.write(PNG);
            });
        }
        List<CompletableFuture<Exchange>> slow = Stream.generate(() -> template.asyncSend(
                        RELIGHT + "&download=true", e -> e.getMessage().setBody(PHOTO)))
                .limit(2 * AT_ONCE)
                .toList();
        await().until(() -> media.requests().size() == AT_ONCE);

        Exchange other = template.request(RELIGHT, e -> e.getMessage().setBody(PHOTO));

        assertThat(other.getException()).isNull();
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        assertThat(media.requests()).hasSize(AT_ONCE);
        assertThat(threadsIn("MediaDownloader")).hasSize(AT_ONCE).allMatch(name -> name.contains("PixelForgeCall"));

        open.countDown();
        assertThat(slow).allSatisfy(end -> assertThat(end.get().getMessage().getBody(byte[].class))
                .isEqualTo(PNG));
    }

    private void awaitOpen() throws IOException {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static List<String> threadsIn(String className) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("." + className)))
                .map(thread -> thread.getKey().getName())
                .toList();
    }
}
