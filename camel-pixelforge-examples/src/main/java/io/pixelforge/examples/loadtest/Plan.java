package io.pixelforge.examples.loadtest;

/**
 * What a driver is to do; handed from process to process as JSON.
 *
 * @param mode           which driver
 * @param jobs           how many jobs to submit
 * @param rounds         how often, one round after the other
 * @param gatewayUrl     where
 * @param intervalMillis how long after an answer a job is asked about again
 * @param probeMillis    how long after the first submit the heap is looked at, if all are submitted by then
 * @param concurrency    {@code maxConcurrentRequests} of the component
 * @param connections    of the bare loop
 * @param jdbcUrl        where the component keeps its jobs; {@code null} for memory
 * @param patienceMillis after which the driver gives up
 * @param folder         of the example
 */
record Plan(
        Options.Mode mode,
        int jobs,
        int rounds,
        String gatewayUrl,
        long intervalMillis,
        long probeMillis,
        int concurrency,
        int connections,
        String jdbcUrl,
        long patienceMillis,
        String folder) {}
