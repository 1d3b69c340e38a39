package io.pixelforge.camel.jobs;

/** A row is not as it was written; trying again does not help until somebody mends it. */
final class UnreadableJobException extends JobRepositoryException {

    UnreadableJobException(String id, RuntimeException cause) {
        super("The row " + id + " of pixelforge_job cannot be read: " + cause.getMessage(), cause);
    }
}
