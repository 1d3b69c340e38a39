package io.pixelforge.camel.jobs;

import org.apache.camel.RuntimeCamelException;

/** The job repository could not be reached or has refused a statement; nothing can be said about what was written. */
public class JobRepositoryException extends RuntimeCamelException {

    public JobRepositoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
