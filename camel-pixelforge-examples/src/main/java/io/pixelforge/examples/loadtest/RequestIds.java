package io.pixelforge.examples.loadtest;

import java.util.regex.Pattern;

/** Ids as long as the service's, which end with the number of the job. */
final class RequestIds {

    private static final String PREFIX = "pixelforge-relighting-api_019d5f2c-7b1e-7a44-9c0d-";
    private static final int DIGITS = 12;
    private static final Pattern ID = Pattern.compile(Pattern.quote(PREFIX) + "0{3}[0-9]{9}");

    private RequestIds() {}

    static String of(int number) {
        String digits = Integer.toString(number);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** @throws IllegalArgumentException if this is no such id */
    static int number(String requestId) {
        if (!ID.matcher(requestId).matches()) {
            throw new IllegalArgumentException("No request id: " + requestId);
        }
        return Integer.parseInt(requestId, PREFIX.length(), requestId.length(), 10);
    }
}
