package io.pixelforge.camel.images;

import io.pixelforge.camel.gateway.RetryAfter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;

/** Fetches a finished picture once, from where its URL leads, and checks each host on the way. */
public final class MediaDownloader {

    private static final int MAX_REDIRECTS = 3;

    /** For how long nothing may come, unless http.responseTimeout says otherwise. */
    private static final Timeout SILENCE = Timeout.ofSeconds(30);

    private final CamelContext context;
    private final HttpClient http;
    private final PublicHosts hosts;
    private final MediaReader reader;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final RequestConfig requestConfig;

    /**
     * @param context whose rules for spooling hold
     * @param http    a client that {@link AnonymousRequests} has prepared; must not follow redirects
     * @param hosts   where pictures may come from
     * @param maxSize in bytes; a longer picture is an error
     * @param timer   ends downloads that take too long
     * @param clock   the time
     */
    public MediaDownloader(
            CamelContext context,
            HttpClient http,
            PublicHosts hosts,
            long maxSize,
            ScheduledExecutorService timer,
            Clock clock) {
        this.context = context;
        this.http = http;
        this.hosts = hosts;
        this.reader = new MediaReader(maxSize);
        this.timer = timer;
        this.clock = clock;
        RequestConfig configured = http instanceof Configurable configurable ? configurable.getConfig() : null;
        RequestConfig config = configured == null ? RequestConfig.DEFAULT : configured;
        Timeout silence = config.getResponseTimeout();
        this.requestConfig = RequestConfig.copy(config)
                .setResponseTimeout(silence == null || silence.isDisabled() ? SILENCE : silence)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /**
     * Downloads a picture.
     *
     * @param  mediaUrl {@code media_url} as the service said it
     * @param  attempt  how often it was tried before: of several addresses of a host each gets its turn
     * @param  end      until when it has to be there
     * @return          what the caller has to keep or discard
     */
    Downloaded fetch(String mediaUrl, int attempt, Instant end) throws IOException {
        URI url = uri(mediaUrl);
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Hop got = get(url, attempt, Duration.between(clock.instant(), end));
            if (got.picture != null) {
                return got.picture;
            }
            URI next = url.resolve(got.location);
            if ("https".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
                throw DownloadFault.lasting("it redirects from https to a URL that is not https");
            }
            url = next;
        }
        throw DownloadFault.lasting("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private record Hop(Downloaded picture, URI location) {}

    private Hop get(URI url, int attempt, Duration limit) throws IOException {
        List<InetAddress> addresses = hosts.check(url);
        InetAddress address = addresses.isEmpty() ? null : addresses.get(attempt % addresses.size());
        HttpHost target = new HttpHost(url.getScheme(), address, url.getHost(), url.getPort());
        HttpGet get = new HttpGet(url);
        HttpClientContext request = HttpClientContext.create();
        request.setRequestConfig(requestConfig);
        AnonymousRequests.allowProxy(request, addresses.isEmpty());
        AtomicBoolean late = new AtomicBoolean();
        // the response timeout is per read, so a picture that drips in would never run into it
        Future<?> deadline = timer.schedule(
                () -> {
                    late.set(true);
                    get.cancel();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return http.execute(target, get, request, response -> answer(get, response));
        } catch (IOException e) {
            throw late.get() ? DownloadFault.lasting("it took too long") : e;
        } finally {
            deadline.cancel(false);
        }
    }

    /** Cancels the request unless the picture was read: the client would read what is left of it to its end. */
    private Hop answer(HttpGet get, ClassicHttpResponse response) throws IOException {
        Downloaded picture = null;
        try {
            int code = response.getCode();
            Header location = response.getFirstHeader("Location");
            if (code / 100 == 3 && location != null) {
                return new Hop(null, uri(location.getValue()));
            }
            if (code != 200 || response.getEntity() == null) {
                throw DownloadFault.status(code, retryAfter(response));
            }
            picture = reader.read(response, Spool.create(context));
            return new Hop(picture, null);
        } finally {
            if (picture == null) {
                get.cancel();
            }
        }
    }

    private Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header == null
                ? null
                : RetryAfter.parse(header.getValue(), clock).orElse(null);
    }

    /** Without the cause, whose message repeats the URL, and its query may be what gives access to the picture. */
    private static URI uri(String text) throws IOException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw DownloadFault.lasting("it is no URL, or leads to none");
        }
    }
}
