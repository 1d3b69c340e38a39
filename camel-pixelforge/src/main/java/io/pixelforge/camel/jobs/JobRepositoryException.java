package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.PixelForgeException;

/**
 * The job repository could not be reached or has refused a statement; nothing can be said about what was written. A
 * request that fails with it was not sent.
 */
public class JobRepositoryException extends PixelForgeException {

    public JobRepositoryException(String message, Throwable cause) {
        super(message, cause, true, Charged.NO);
    }
}
