package io.pixelforge.examples.loadtest;

/**
 * What a driver says of its run, where not said otherwise of its last round; handed from process to process as JSON.
 *
 * @param java         which Java
 * @param submitMillis from the first submit to the last answer to one
 * @param probedAt     when the heap was looked at, in epoch milliseconds
 * @param pending      how many jobs had been submitted and not ended then
 * @param coldHeap     by how many bytes the heap had grown then, in the first round
 * @param warmHeap     the same in the last round, when connections and threads are there already
 * @param coldMillis   CPU time of the process from its start to the end of the first round
 * @param coldCalls    how many calls the first round made; 0 if it is the last one as well
 * @param warmMillis   CPU time of the last round
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
        long coldHeap,
        long warmHeap,
        long coldMillis,
        int coldCalls,
        long warmMillis,
        int peakThreads,
        long[] seenAt,
        int seenAgain,
        String error) {}
