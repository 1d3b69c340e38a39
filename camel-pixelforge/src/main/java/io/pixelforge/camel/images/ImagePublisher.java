package io.pixelforge.camel.images;

import java.net.URI;
import org.apache.camel.Exchange;

/** Makes a picture public, since the service takes URLs and no bytes. */
@FunctionalInterface
public interface ImagePublisher {

    /**
     * Called once for each picture of a job, before the job is sent, in the thread of the route. It may take its time.
     *
     * @param  exchange  a copy of the submitting exchange whose body is the picture, as the submitter gave it or as the
     *                   file that a stream was kept in; with the headers {@code Content-Type}, {@code Content-Length}
     *                   and {@code CamelFileName} of the picture
     * @return           an absolute http or https URL under which the service can fetch the picture until the job ends
     * @throws Exception if that cannot be done; the job is not sent then, and the submitting exchange fails with it
     */
    URI publish(Exchange exchange) throws Exception;
}
