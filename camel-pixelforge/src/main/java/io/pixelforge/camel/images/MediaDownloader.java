package io.pixelforge.camel.images;

import io.pixelforge.camel.gateway.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;

/** Fetches finished pictures into Camel's stream cache, without the key, a cookie or a header of the user's. */
public final class MediaDownloader {

    private static final int MAX_REDIRECTS = 3;

    private final HttpClient http;
    private final PublicHosts hosts;
    private final long maxSize;

    /**
     * @param http    the configured client; must not follow redirects
     * @param hosts   where pictures may come from
     * @param maxSize in bytes; a longer picture is an error
     */
    public MediaDownloader(HttpClient http, PublicHosts hosts, long maxSize) {
        this.http = http;
        this.hosts = hosts;
        this.maxSize = maxSize;
    }

    /**
     * Downloads a picture.
     *
     * @param  exchange       whose end removes the cache
     * @param  mediaUrl       {@code media_url} as the service said it
     * @param  requestId      whose picture it is
     * @throws MediaException if it cannot be had
     */
    public Media download(Exchange exchange, String mediaUrl, String requestId) {
        URI url = null;
        try {
            url = uri(mediaUrl);
            URI next = url;
            for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
                Hop got = get(exchange, next);
                if (got.media != null) {
                    return got.media;
                }
                next = next.resolve(got.location);
            }
            throw new IOException("it redirects more than " + MAX_REDIRECTS + " times");
        } catch (IOException | IllegalArgumentException e) {
            throw new MediaException(
                    "The picture of request " + requestId + " could not be downloaded from " + withoutQuery(mediaUrl)
                            + ": " + e.getMessage() + ". The job stays ended; pixelforge:await with download=true"
                            + " fetches it again.",
                    e,
                    url,
                    requestId);
        }
    }

    private record Hop(Media media, URI location) {}

    private Hop get(Exchange exchange, URI url) throws IOException {
        InetAddress address = hosts.check(url);
        HttpHost target = new HttpHost(url.getScheme(), address, url.getHost(), url.getPort());
        return http.execute(target, new HttpGet(url), null, response -> {
            int code = response.getCode();
            if (code / 100 == 3 && response.getFirstHeader("Location") != null) {
                return new Hop(null, uri(response.getFirstHeader("Location").getValue()));
            }
            if (code != 200 || response.getEntity() == null) {
                throw new IOException("HTTP " + code);
            }
            return new Hop(read(exchange, response), null);
        });
    }

    /** Without the cause, whose message repeats the URL, and its query may be what gives access to the picture. */
    private static URI uri(String text) throws IOException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IOException("it is no URL, or leads to none");
        }
    }

    private Media read(Exchange exchange, ClassicHttpResponse response) throws IOException {
        long announced = response.getEntity().getContentLength();
        if (announced > maxSize) {
            throw tooLong();
        }
        CachedOutputStream cache = new CachedOutputStream(exchange);
        byte[] head = new byte[0];
        long length = 0;
        InputStream in = response.getEntity().getContent();
        byte[] buffer = new byte[8192];
        for (int n; (n = in.read(buffer)) >= 0; ) {
            if (head.length < PictureFormat.HEAD) {
                byte[] longer = Arrays.copyOf(head, head.length + n);
                System.arraycopy(buffer, 0, longer, head.length, n);
                head = longer;
            }
            length += n;
            if (length > maxSize) {
                throw tooLong();
            }
            cache.write(buffer, 0, n);
        }
        if (announced >= 0 && announced != length || length == 0) {
            throw new IOException("it ended after " + length + " bytes" + (announced >= 0 ? " of " + announced : ""));
        }
        Optional<PictureFormat> format = PictureFormat.of(head);
        return new Media(
                cache.newStreamCache(),
                length,
                format.map(PictureFormat::mediaType).orElseGet(() -> headerType(response)),
                format.map(PictureFormat::extension).orElse("bin"));
    }

    /** Only believed where it says a picture, since media types from outside end in somebody's browser. */
    private static String headerType(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Content-Type");
        ContentType type = header == null ? null : ContentType.parseLenient(header.getValue());
        return type != null && type.getMimeType().startsWith("image/")
                ? type.getMimeType()
                : "application/octet-stream";
    }

    private IOException tooLong() {
        return new IOException("it is longer than maxDownloadSize, " + maxSize + " bytes");
    }

    private static String withoutQuery(String url) {
        return url.replaceFirst("(?s)[?#].*", "");
    }
}
