package io.pixelforge.examples.loadtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;

/** The calls of the gateway, counted as they come, answered when their time is over. */
final class GatewayCalls {

    /** What a call is answered. */
    record Answer(int code, String json) {}

    private static final String GET_STATUS = "GET " + Driver.STATUS;
    private static final String POST = "POST " + Driver.SUBMIT + " ";
    private static final String GET_STATS = "GET /stats ";
    private static final String GET_FORGET = "GET /forget ";

    private final GatewayJobs jobs;
    private long begin;
    private final int[] windows;
    private int submits;
    private long lastSubmit;
    private int statusCalls;
    private int refused;

    /**
     * @param begin  now, in epoch milliseconds
     * @param millis how long calls are counted
     */
    GatewayCalls(GatewayJobs jobs, long begin, long millis) {
        this.jobs = jobs;
        this.begin = begin;
        this.windows = new int[(int) (millis / GatewayStats.WINDOW_MILLIS) + 1];
    }

    /** A call has come. */
    void came(String head, long now) {
        if (head.startsWith(GET_STATUS)) {
            statusCalls++;
            windows[(int) Math.min(windows.length - 1, (now - begin) / GatewayStats.WINDOW_MILLIS)]++;
        } else if (head.startsWith(POST)) {
            submits++;
            lastSubmit = now;
        }
    }

    /** Whether the answer is for who measures, not for who is measured. */
    static boolean isForStats(String head) {
        return head.startsWith(GET_STATS) || head.startsWith(GET_FORGET);
    }

    Answer answer(String head, long now) {
        if (head.startsWith(GET_STATUS)) {
            String json =
                    jobs.describe(head.substring(GET_STATUS.length(), head.indexOf(' ', GET_STATUS.length())), now);
            return json == null ? refuse() : new Answer(200, json);
        }
        if (head.startsWith(POST)) {
            String requestId = jobs.add(now);
            return new Answer(
                    202,
                    "{\"request_id\":\"" + requestId
                            + "\",\"status\":\"QUEUED\",\"polling_url\":\"https://gateway.pixazo.ai" + Driver.STATUS
                            + requestId + "\"}");
        }
        if (!isForStats(head)) {
            return refuse();
        }
        Answer stats = new Answer(200, stats());
        if (head.startsWith(GET_FORGET)) {
            forget(now);
        }
        return stats;
    }

    private void forget(long now) {
        jobs.forget();
        begin = now;
        Arrays.fill(windows, 0);
        submits = 0;
        statusCalls = 0;
    }

    private Answer refuse() {
        refused++;
        return new Answer(404, "{\"error\":\"Not Found\"}");
    }

    private String stats() {
        try {
            return new ObjectMapper()
                    .writeValueAsString(new GatewayStats(
                            submits, lastSubmit, statusCalls, refused, jobs.endedAt(), begin, usedWindows()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int[] usedWindows() {
        int used = windows.length;
        while (used > 0 && windows[used - 1] == 0) {
            used--;
        }
        return Arrays.copyOf(windows, used);
    }
}
