package io.pixelforge.camel.images;

import io.pixelforge.camel.gateway.InvalidRequestException;
import java.net.URI;
import org.apache.camel.Exchange;

/** Makes a picture public, since the service takes URLs and no bytes. */
@FunctionalInterface
public interface ImagePublisher {

    /**
     * Called once for each picture of a job, before the job is sent.
     *
     * @param  exchange  a copy of the submitting exchange whose body is the picture, as the submitter gave it
     * @return           an absolute http or https URL under which the service can fetch the picture until the job ends
     * @throws Exception if that cannot be done; the job is not sent then
     */
    URI publish(Exchange exchange) throws Exception;

    /**
     * Checks what a publisher has answered, without repeating it: it may be anything, a secret too.
     *
     * @throws InvalidRequestException if it is no absolute http or https URL
     */
    static String requireUrl(URI answer) {
        if (answer == null
                || answer.getHost() == null
                || !String.valueOf(answer.getScheme()).matches("(?i)https?")) {
            throw new InvalidRequestException("publishUri, or imagePublisher, must answer with the http or https URL of"
                    + " the picture. Its answer is none; nothing was sent.");
        }
        return answer.toString();
    }
}
