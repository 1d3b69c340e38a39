package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.MediaException;
import io.pixelforge.camel.jobs.ManualScheduler;
import io.pixelforge.camel.jobs.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine, in the thread of the test and at its time. */
abstract class DownloadTestSupport {

    static final DownloadRules RULES = new DownloadRules(4, Duration.ofSeconds(1), Duration.ofMinutes(10));
    static final long MAX_SIZE = 10_000_000;

    final SettableClock clock = new SettableClock();
    final ManualScheduler scheduler = new ManualScheduler(clock);
    final DefaultCamelContext context = new DefaultCamelContext();
    final RawServer server = new RawServer();

    @TempDir
    Path spool;

    Downloads downloads;
    Exchange exchange;
    CloseableHttpClient http;
    CompletableFuture<List<Media>> result;

    @BeforeEach
    void start() {
        context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
        prepare();
        context.start();
        exchange = new DefaultExchange(context);
        downloads = new Downloads(new CallQueue(scheduler, scheduler, clock), scheduler, clock, RULES, bytes -> {});
        http = client();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        server.close();
        context.stop();
    }

    /** What a test sets before the context starts. */
    void prepare() {}

    CloseableHttpClient client() {
        HttpClientBuilder builder = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement();
        AnonymousRequests.prepare(builder);
        return builder.build();
    }

    PublicHosts hosts() {
        return new PublicHosts(null, true);
    }

    /** Begins to download, as far as that goes without a delay. */
    void download(String... urls) {
        MediaDownloader downloader = new MediaDownloader(context, http, hosts(), MAX_SIZE, scheduler, clock);
        result = downloads.download(downloader, exchange, List.of(urls), "r1", List.of("route"));
        scheduler.runReady();
    }

    /** What a download that has ended well has got. */
    byte[] bytes(Media media) {
        return context.getTypeConverter().convertTo(byte[].class, exchange, media.body());
    }

    Media picture() {
        assertThat(result).isCompleted();
        return result.join().get(0);
    }

    /** Why a download has failed. */
    MediaException failure() {
        assertThat(result).isCompletedExceptionally();
        try {
            result.join();
        } catch (CompletionException e) {
            return (MediaException) e.getCause();
        }
        throw new AssertionError("it has not failed");
    }

    /** How many files lie in the spool directory. */
    long spooled() {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that begins like a picture. */
    static byte[] png(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, bytes, 0, 8);
        return bytes;
    }
}
