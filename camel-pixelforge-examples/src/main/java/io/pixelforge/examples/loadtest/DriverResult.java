package io.pixelforge.examples.loadtest;

/**
 * What a driver says of its run; handed from process to process as JSON.
 *
 * @param java         which Java
 * @param submitMillis from the first submit to the last answer to one
 * @param probedAt     when the heap was looked at, in epoch milliseconds
 * @param pending      how many jobs had been submitted and not ended then
 * @param heapBytes    by how much the heap had grown since before the first submit
 * @param cpuMillis    CPU time of the process up to the end of the last job
 * @param runMillis    of that, what came after the start, from before the first submit on
 * @param peakThreads  how many platform threads there were at most
 * @param seenAt       when the end of each job was seen, in epoch milliseconds; 0 for never
 * @param seenAgain    how often an end was seen that had been seen before
 * @param error        what went wrong, or {@code null}
 */
record DriverResult(
        String java,
        long submitMillis,
        long probedAt,
        long pending,
        long heapBytes,
        long cpuMillis,
        long runMillis,
        int peakThreads,
        long[] seenAt,
        int seenAgain,
        String error) {}
