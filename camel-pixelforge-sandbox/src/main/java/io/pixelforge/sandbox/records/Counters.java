package io.pixelforge.sandbox.records;

/**
 * How often the gateway was called, faults and refusals included.
 *
 * @param generates calls that generate
 * @param submits calls that submit a relighting job
 * @param statusCalls looks at a job
 * @param mediaCalls downloads of results
 * @param uploadCalls calls that store or fetch an upload
 * @param mediaCallsWithSecrets downloads that carried the API key, {@code Authorization} or a cookie: should be 0
 * @param callbacks callbacks that were sent to clients
 * @param callbacksTaken those of them that were answered with 2xx
 * @param peakConcurrentCalls the most calls that were in hand at once, held-back answers included
 */
public record Counters(
        long generates,
        long submits,
        long statusCalls,
        long mediaCalls,
        long uploadCalls,
        long mediaCallsWithSecrets,
        long callbacks,
        long callbacksTaken,
        int peakConcurrentCalls) {}
