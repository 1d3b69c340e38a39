package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.AnyJson;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.MediaException;
import io.pixelforge.camel.jobs.ManualScheduler;
import io.pixelforge.camel.jobs.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** Whatever a media host, and its URL, is like: a picture not longer than allowed, or an exception that says why not. */
class AnyMediaTest {

    private static final int MAX_SIZE = 5000;
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final String MEDIA_URL = "https://127.0.0.1:8443/1.png?signature=secret";
    private static final DownloadRules RULES = new DownloadRules(1, Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final List<byte[]> BODIES = List.of(
            TestPictures.png(),
            TestPictures.jpeg(),
            TestPictures.webp(),
            gzip(TestPictures.png()),
            gzip(new byte[100 * MAX_SIZE]),
            new byte[MAX_SIZE + 1],
            new byte[0]);

    private static final InMemoryDnsResolver NAMES = new InMemoryDnsResolver();

    static {
        NAMES.add("127.0.0.1", InetAddress.getLoopbackAddress());
    }

    private record Said(String url, int code, List<String> headers, long length, AnyJson.Body body) {}

    @Property(edgeCases = EdgeCasesMode.NONE)
    void isDownloadedOrAnErrorOfOneLine(@ForAll("answers") Said said) {
        CompletableFuture<List<Media>> result = download(said);

        assertThat(result).isDone();
        try {
            assertThat(result.join())
                    .hasSize(1)
                    .allMatch(picture -> picture.length() > 0 && picture.length() <= MAX_SIZE)
                    .allMatch(picture -> picture.mediaType().matches("image/[\\x21-\\x7e]+|application/octet-stream"));
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(MediaException.class);
            assertThat(e.getCause().getMessage()).hasSizeLessThan(2000).doesNotContainPattern("\\p{Cntrl}");
            if (said.url.matches("(?s).*[?#].*signature.*")) {
                assertThat(e.getCause().getMessage()).doesNotContain("signature");
            }
        }
    }

    @Example
    void aUrlForgesNoLineOfALog() {
        AnyJson.Body none = new AnyJson.Body(new byte[0]);
        String url = "https://a\r\nFORGED " + "x".repeat(1000) + "?signature";

        assertThatThrownBy(
                        () -> download(new Said(url, 200, List.of(), -1, none)).join())
                .hasMessageContaining("from https://a FORGED " + "x".repeat(483) + "...: it is no URL");
    }

    private static CompletableFuture<List<Media>> download(Said said) {
        SettableClock clock = new SettableClock();
        ManualScheduler scheduler = new ManualScheduler(clock);
        Exchange exchange = new DefaultExchange(CONTEXT);
        HttpClient http = (HttpClient) Proxy.newProxyInstance(
                AnyMediaTest.class.getClassLoader(),
                new Class<?>[] {HttpClient.class},
                (proxy, method, args) ->
                        ((HttpClientResponseHandler<?>) args[args.length - 1]).handleResponse(response(said)));
        MediaDownloader downloader =
                new MediaDownloader(CONTEXT, http, new PublicHosts(null, true, NAMES), MAX_SIZE, scheduler, clock);
        Downloads downloads =
                new Downloads(new CallQueue(scheduler, scheduler, clock), scheduler, clock, RULES, length -> {});
        CompletableFuture<List<Media>> result =
                downloads.download(downloader, exchange, List.of(said.url), "r1", List.of("route"));
        scheduler.runReady();
        return result;
    }

    private static BasicClassicHttpResponse response(Said said) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(said.code);
        for (String header : said.headers) {
            int colon = header.indexOf(':');
            response.addHeader(
                    header.substring(0, colon), header.substring(colon + 1).trim());
        }
        response.setEntity(new InputStreamEntity(new ByteArrayInputStream(said.body.bytes()), said.length, null));
        return response;
    }

    @Provide
    Arbitrary<Said> answers() {
        return Arbitraries.randomValue(random -> {
            byte[] right = pick(random, BODIES);
            byte[] body = random.nextBoolean() ? right : AnyJson.damaged(right, random);
            return new Said(
                    random.nextInt(3) > 0 ? MEDIA_URL : anyUrl(random),
                    pick(random, List.of(200, 200, 200, 204, 302, 404, 429, 503)),
                    random.nextInt(4) > 0 ? List.of(anyHeader(random), anyHeader(random)) : List.of(),
                    random.nextInt(3) > 0 ? body.length : random.nextInt(2 * MAX_SIZE) - 1,
                    new AnyJson.Body(body));
        });
    }

    private static String anyUrl(Random random) {
        return damaged(
                random,
                pick(
                        random,
                        List.of(
                                MEDIA_URL,
                                "https://127.0.0.1:99999/",
                                "https://u:signature@127.0.0.1/",
                                "http://[::1]/1.png?signature",
                                "https://10.0.0.1/#signature",
                                "mailto:a@b?signature",
                                "https://127.0.0.1/" + "a".repeat(100_000) + "?signature",
                                "x\r\nFORGED LINE?signature")));
    }

    private static String anyHeader(Random random) {
        String header = pick(
                random,
                List.of(
                        "Content-Type: image/png; charset=utf-8",
                        "Content-Type: image/png; charset=;;!",
                        "Content-Type: image/av\tif",
                        "Content-Encoding: gzip",
                        "Content-Encoding: x-gzip, br",
                        "Location: " + MEDIA_URL,
                        "Location: /2.png",
                        "Location: http://127.0.0.1/",
                        "Location: https:signature",
                        "Retry-After: 99999999999999999999"));
        int value = header.indexOf(':') + 1;
        return header.substring(0, value) + damaged(random, header.substring(value));
    }

    private static String damaged(Random random, String text) {
        return random.nextInt(3) > 0
                ? text
                : new String(
                        AnyJson.damaged(text.getBytes(StandardCharsets.ISO_8859_1), random),
                        StandardCharsets.ISO_8859_1);
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
