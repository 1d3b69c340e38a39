package io.pixelforge.camel;

import io.pixelforge.camel.RequestReader.Image;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.images.ImagePublisher;
import io.pixelforge.camel.images.Picture;
import io.pixelforge.camel.images.PublicUrl;
import io.pixelforge.camel.images.WholePicture;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/**
 * Gives the pictures of requests URLs. What was published is noted in a property of the exchange, so that an error
 * handler which calls the producer again publishes only what is left.
 */
final class Publishing {

    private static final String PROPERTY = PixelForgeConstants.PREFIX + "Published";

    /** Another endpoint may publish elsewhere. */
    private record Note(Publishing by, String fingerprint, List<String> urls) {}

    private final ImagePublisher publisher;
    private final boolean anywhere;

    /**
     * @param publisher  {@code null} if there is none
     * @param gatewayUrl who fetches what is published; one that is not public itself may reach what is not public
     */
    Publishing(ImagePublisher publisher, URI gatewayUrl) {
        this.publisher = publisher;
        this.anywhere = PublicUrl.fault(gatewayUrl).isPresent();
    }

    /** @throws InvalidRequestException if there is something to publish and no publisher */
    void requirePublisher(List<Image> images) {
        if (!images.isEmpty() && publisher == null) {
            throw new InvalidRequestException("The body is a picture, but the service takes public URLs. Nothing was"
                    + " sent. Set publishUri to an endpoint that is sent the picture and answers with its URL, or"
                    + " imagePublisher to a bean that makes it public.");
        }
    }

    /**
     * @param  fingerprint of the request
     * @return             the URLs of all images in their order
     * @throws Exception   as the publisher has thrown it, or if its answer is of no use
     */
    List<String> publish(Exchange exchange, List<Image> images, String fingerprint) throws Exception {
        List<String> urls = notes(exchange)
                .filter(note -> isOf(note, fingerprint))
                .findFirst()
                .map(Note::urls)
                .orElse(List.of());
        for (Image image : images.subList(urls.size(), images.size())) {
            String url = image.url() != null ? image.url() : publish(exchange, image.picture(), images.size() == 1);
            urls = Stream.concat(urls.stream(), Stream.of(url)).toList();
            note(exchange, fingerprint, urls);
        }
        return urls;
    }

    /**
     * Once a request has come to an end that publishing it again may change.
     *
     * @param failure {@code null} if it succeeded
     */
    void ended(Exchange exchange, String fingerprint, Throwable failure) {
        boolean notAccepted = failure instanceof PixelForgeException e ? e.isRetryable() : failure != null;
        if (!notAccepted && exchange.getProperty(PROPERTY) != null) {
            note(exchange, fingerprint, List.of());
        }
    }

    private String publish(Exchange exchange, WholePicture whole, boolean only) throws Exception {
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        copy.setPattern(ExchangePattern.InOut); // an answer is expected, whatever the route is like
        Message message = copy.getMessage();
        message.setBody(whole.picture().body());
        message.setHeader(Exchange.CONTENT_TYPE, whole.format().mediaType());
        message.setHeader(Exchange.CONTENT_LENGTH, whole.length());
        message.removeHeader(Exchange.CONTENT_ENCODING);
        if (!only || message.getHeader(Exchange.FILE_NAME) == null) {
            message.setHeader(Exchange.FILE_NAME, fileName(whole));
        }
        try {
            return usable(publisher.publish(copy), whole.picture());
        } finally {
            whole.picture().rewind();
        }
    }

    /** One without a name gets one of its own, so that in a store it takes the place of no other. */
    private static String fileName(WholePicture whole) {
        return Picture.file(whole.picture().given())
                .map(Path::getFileName)
                .map(Path::toString)
                .orElseGet(() ->
                        whole.digest().substring(0, 16) + "." + whole.format().extension());
    }

    /** Does not repeat the answer, which may be anything, a secret too. */
    private String usable(URI answer, Picture picture) {
        Optional<String> fault = answer == null
                        || answer.getHost() == null
                        || !String.valueOf(answer.getScheme()).matches("(?i)https?")
                ? Optional.of("is no absolute http or https URL")
                : anywhere ? Optional.empty() : PublicUrl.fault(answer);
        if (fault.isPresent()) {
            throw new InvalidRequestException(picture.name() + " was published, but the answer of publishUri, or"
                    + " imagePublisher, " + fault.get()
                    + ". Nothing was sent. It must answer with a URL under which the"
                    + " service can fetch the picture, such as a presigned link.");
        }
        return answer.toString();
    }

    private boolean isOf(Note note, String fingerprint) {
        return note.by == this && note.fingerprint.equals(fingerprint);
    }

    /** Copies of the exchange share the list, so it is never changed. */
    private void note(Exchange exchange, String fingerprint, List<String> urls) {
        List<Note> notes = new ArrayList<>(
                notes(exchange).filter(note -> !isOf(note, fingerprint)).toList());
        if (!urls.isEmpty()) {
            notes.add(new Note(this, fingerprint, urls));
        }
        exchange.setProperty(PROPERTY, List.copyOf(notes));
    }

    @SuppressWarnings("unchecked")
    private static Stream<Note> notes(Exchange exchange) {
        return exchange.getProperty(PROPERTY, List.of(), List.class).stream();
    }
}
