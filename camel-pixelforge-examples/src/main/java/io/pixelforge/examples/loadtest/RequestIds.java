package io.pixelforge.examples.loadtest;

/** Ids as long as the service's, which end with the number of the job. */
final class RequestIds {

    private static final String PREFIX = "pixelforge-relighting-api_019d5f2c-7b1e-7a44-9c0d-";
    private static final int DIGITS = 12;

    private RequestIds() {}

    static String of(int number) {
        String digits = Integer.toString(number);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    }

    static int number(String requestId) {
        return Integer.parseInt(requestId, PREFIX.length(), requestId.length(), 10);
    }
}
