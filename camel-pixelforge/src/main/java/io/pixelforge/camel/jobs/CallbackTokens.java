package io.pixelforge.camel.jobs;

import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The secrets at the end of callback URLs, by which a callback is known to be about a job of ours. */
final class CallbackTokens {

    private static final int BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final RandomGenerator random;

    /** @param random a secure one */
    CallbackTokens(RandomGenerator random) {
        this.random = random;
    }

    /** A new one, fit for a URL. */
    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text could be one. */
    static boolean isToken(String text) {
        return text != null && TOKEN.matcher(text).matches();
    }

    /** What is stored instead of it. */
    static String hash(String token) {
        return Sha256.hex(token);
    }
}
