package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.engine.DefaultRoute;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;

/** A spooled file lives as long as an exchange needs it, and one of a download that fails not that long. */
class NothingIsLeftBehindTest extends DownloadTestSupport {

    private static final byte[] PNG = png(FileSpool.THRESHOLD + 300_000);

    @Test
    void ofADownloadThatFailsAtEachTry() {
        IntStream.range(0, 4).forEach(i -> cut());

        download(server.url() + "/a.png");
        for (int i = 0; i < 4; i++) {
            assertThat(server.requests()).hasSize(i + 1);
            assertThat(spooled()).isZero();
            scheduler.advance(Duration.ofSeconds(1L << i));
        }

        assertThat(failure()).hasMessageContaining("it was tried 4 times");
        assertThat(spooled()).isZero();
    }

    @Test
    void ofTheFirstPicturesOfAListWhoseLastFails() {
        server.thenPicture(PNG).thenPicture(PNG).thenStatus(500);
        download(server.url() + "/1.png", server.url() + "/2.png", server.url() + "/3.png");
        assertThat(spooled()).isEqualTo(2);

        server.thenStatus(403);
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(failure()).hasMessageContaining("/3.png").hasMessageContaining("HTTP 403");
        assertThat(spooled()).isZero();
    }

    @Test
    void ofADownloadThatIsTooLong() {
        server.then("HTTP/1.1 200 OK", png(11_000_000));

        download(server.url() + "/a.png");

        assertThat(failure()).hasMessageContaining("maxDownloadSize");
        assertThat(spooled()).isZero();
    }

    @Test
    void ofOneThatSucceedsOnceItsExchangeAndAllThatGotACopyHaveEnded() throws Exception {
        server.thenPicture(PNG);
        download(server.url() + "/a.png");
        StreamCache body = picture().body();
        assertThat(body.inMemory()).isFalse();
        Exchange other = new DefaultExchange(context);
        StreamCache copy = body.copy(other);

        end(exchange);
        assertThat(spooled()).isEqualTo(1);
        assertThat(context.getTypeConverter().convertTo(byte[].class, copy)).isEqualTo(PNG);
        end(other);

        assertThat(spooled()).isZero();
    }

    @Test
    void ofOneInAPartOfASplitOnceTheWholeHasEnded() throws Exception {
        server.thenPicture(PNG);
        Exchange whole = new DefaultExchange(context);
        DefaultUnitOfWork unit = new DefaultUnitOfWork(whole);
        unit.pushRoute(new DefaultRoute(context, null, null, "route", null, null, null));
        exchange.setProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, unit);
        download(server.url() + "/a.png");

        end(exchange);
        assertThat(bytes(picture())).isEqualTo(PNG);
        unit.done(whole);

        assertThat(spooled()).isZero();
    }

    @Test
    void aShortPictureNeedsNoFile() {
        server.thenPicture(png(1000));

        download(server.url() + "/a.png");

        assertThat(picture().body().inMemory()).isTrue();
        assertThat(spooled()).isZero();
    }

    private void cut() {
        server.then("HTTP/1.1 200 OK\nContent-Length: " + PNG.length, Arrays.copyOf(PNG, PNG.length - 1));
    }

    private static void end(Exchange exchange) {
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }
}
