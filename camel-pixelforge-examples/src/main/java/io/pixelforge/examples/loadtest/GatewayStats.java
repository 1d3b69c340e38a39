package io.pixelforge.examples.loadtest;

/**
 * What the gateway has seen; handed from process to process as JSON.
 *
 * @param submits     how many jobs were submitted
 * @param lastSubmit  when the last of them came, in epoch milliseconds
 * @param statusCalls how many questions came
 * @param refused     how many calls were no good
 * @param endedAt     when each job ended, in epoch milliseconds
 * @param windowsFrom when the first window began, in epoch milliseconds
 * @param windows     how many questions came in each window of {@link #WINDOW_MILLIS}
 */
record GatewayStats(
        int submits, long lastSubmit, int statusCalls, int refused, long[] endedAt, long windowsFrom, int[] windows) {

    static final long WINDOW_MILLIS = 100;
}
