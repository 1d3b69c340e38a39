package io.pixelforge.examples.loadtest;

/**
 * What a driver is to do; handed from process to process as JSON.
 *
 * @param mode           which driver
 * @param jobs           how many jobs to submit
 * @param gatewayUrl     where
 * @param intervalMillis how long after an answer a job is asked about again
 * @param probeMillis    how long after the first submit the heap is looked at: all are submitted and none has ended
 * @param concurrency    {@code maxConcurrentRequests} of the component
 * @param connections    of the drivers that have no sizing of their own
 * @param repository     where the component keeps its jobs
 * @param patienceMillis after which the driver gives up
 * @param folder         of the example
 * @param scratch        a folder for files of this run
 */
record Plan(
        Options.Mode mode,
        int jobs,
        String gatewayUrl,
        long intervalMillis,
        long probeMillis,
        int concurrency,
        int connections,
        Options.Repository repository,
        long patienceMillis,
        String folder,
        String scratch) {}
