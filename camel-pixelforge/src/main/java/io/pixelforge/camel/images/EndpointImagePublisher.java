package io.pixelforge.camel.images;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StreamCache;

/** Publishes through a Camel endpoint, which is sent the picture and answers with its URL. */
public final class EndpointImagePublisher implements ImagePublisher {

    private static final int LONGEST = 64 * 1024;

    private final ProducerTemplate template;
    private final Endpoint endpoint;

    public EndpointImagePublisher(ProducerTemplate template, Endpoint endpoint) {
        this.template = template;
        this.endpoint = endpoint;
    }

    @Override
    public URI publish(Exchange exchange) throws Exception {
        Exchange answer = template.send(endpoint, exchange);
        if (answer.getException() != null) {
            throw answer.getException();
        }
        try {
            return new URI(text(answer).trim());
        } catch (URISyntaxException e) {
            return null; // refused like any other answer that is no URL, and not repeated
        }
    }

    /** No more of it than a URL can have: a route that answers with nothing else answers with the picture. */
    private static String text(Exchange answer) throws IOException {
        Object body = answer.getMessage().getBody();
        if (!Picture.isPossible(body)) {
            return String.valueOf(body);
        }
        if (body instanceof StreamCache cache) {
            cache.reset();
        }
        try (InputStream in = answer.getMessage().getBody(InputStream.class)) {
            return in == null ? "" : new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
