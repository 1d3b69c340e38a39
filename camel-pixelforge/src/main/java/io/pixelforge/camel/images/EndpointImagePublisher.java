package io.pixelforge.camel.images;

import io.pixelforge.camel.gateway.InvalidRequestException;
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
            URI published = new URI(url == null ? "" : url.trim());
            if (published.getHost() != null
                    && String.valueOf(published.getScheme()).matches("(?i)https?")) {
                return published;
            }
        } catch (URISyntaxException e) {
            // told below, without the text: it may be anything, a secret too
        }
        throw new InvalidRequestException(
                "publishUri must answer with the http or https URL of the picture as its body."
                        + " Its answer is none; nothing was sent.");
    }
}
