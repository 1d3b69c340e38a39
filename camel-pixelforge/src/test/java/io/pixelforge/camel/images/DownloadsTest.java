package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a download is tried again, and when no more. */
class DownloadsTest extends DownloadTestSupport {

    private static final byte[] PNG = png(1000);

    @Test
    void theDelaysDoubleAndHoldNoThread() {
        server.thenStatus(500).thenStatus(404).then(out -> {}).thenPicture(PNG);

        download(server.url() + "/a.png");

        for (int seconds : List.of(1, 2, 4)) {
            assertThat(result).isNotDone();
            assertThat(scheduler.readyCount()).isZero();
            scheduler.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(result).isNotDone();
            scheduler.advance(Duration.ofMillis(1));
        }
        assertThat(bytes(picture())).isEqualTo(PNG);
        assertThat(server.requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aHostThatSaysWhenIsAskedThen(int status) {
        server.thenStatus(status, "\nRetry-After: 45").thenPicture(PNG);

        download(server.url() + "/a.png");
        scheduler.advance(Duration.ofSeconds(45).minusMillis(1));
        assertThat(server.requests()).hasSize(1);
        scheduler.advance(Duration.ofMillis(1));

        assertThat(bytes(picture())).isEqualTo(PNG);
    }

    @Test
    void anotherAttemptThatWouldComeTooLateIsNotMade() {
        for (int i = 0; i < 4; i++) {
            server.thenStatus(429, "\nRetry-After: 86400"); // taken as five minutes
        }

        download(server.url() + "/a.png");
        scheduler.advance(Duration.ofMinutes(9));

        assertThat(failure()).hasMessageContaining("HTTP 429; it was tried 2 times");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aHostThatDoesNotListenIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }

        download("http://127.0.0.1:" + port + "/a.png");
        assertThat(result).isNotDone();
        scheduler.advance(Duration.ofSeconds(7));

        assertThat(failure()).hasMessageContaining("refused").hasMessageContaining("it was tried 4 times");
    }

    @Test
    void whatRestsFailsAtOnceWhenItsRouteStops() {
        server.thenStatus(500);
        download(server.url() + "/a.png");

        downloads.stop("another");
        assertThat(result).isNotDone();
        downloads.stop("route");

        assertThat(failure()).hasMessageContaining("HTTP 500; its route is stopping");
        scheduler.advance(Duration.ofSeconds(10));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void nothingRestsForARouteThatStopsUntilItIsResumed() {
        downloads.stop("route");
        server.thenStatus(500);
        download(server.url() + "/a.png");
        assertThat(failure()).hasMessageContaining("its route is stopping");

        downloads.resume("route");
        server.thenStatus(500).thenPicture(PNG);
        download(server.url() + "/a.png");
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(bytes(picture())).isEqualTo(PNG);
    }

    @Test
    void whatRestsFailsAtOnceWhenAllStops() {
        server.thenStatus(500);
        download(server.url() + "/a.png");

        downloads.stop();

        assertThat(failure()).hasMessageContaining("its route is stopping");
    }

    @Test
    void aMessageHoldsNothingThatGivesAccessButTheExceptionHasTheWholeUrl() {
        server.thenStatus(410);
        String url = server.url() + "/a.png?sig=secret#secret";

        download(url);

        assertThat(failure().getMediaUrl()).hasToString(url);
        assertThat(failure().getRequestId()).isEqualTo("r1");
        assertThat(failure()).hasMessageContaining("r1").hasMessageContaining(server.url() + "/a.png");
        for (Throwable t = failure(); t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "https://127.0.0.1/a b.png", "https://me:secret@127.0.0.1/a.png", "https:///a"})
    void aUrlThatIsNoneIsRefusedWithoutACall(String url) {
        download(url + "?sig=secret#secret");

        assertThat(failure()).hasMessageContaining("r1");
        for (Throwable t = failure(); t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("secret");
        }
        assertThat(server.requests()).isEmpty();
    }
}
