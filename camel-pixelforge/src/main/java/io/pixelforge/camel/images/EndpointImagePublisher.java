package io.pixelforge.camel.images;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Publishes through a Camel endpoint, which is sent the picture and answers with its URL. */
public final class EndpointImagePublisher implements ImagePublisher {

    private final ProducerTemplate template;
    private final String uri;

    public EndpointImagePublisher(ProducerTemplate template, String uri) {
        this.template = template;
        this.uri = uri;
    }

    @Override
    public URI publish(Exchange exchange) throws Exception {
        Exchange answer = template.send(uri, exchange);
        if (answer.getException() != null) {
            throw answer.getException();
        }
        String url = answer.getMessage().getBody(String.class);
        try {
            return new URI(url == null ? "" : url.trim());
        } catch (URISyntaxException e) {
            return null; // refused like any other answer that is no URL, and not repeated
        }
    }
}
