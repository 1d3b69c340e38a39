package io.pixelforge.sandbox.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps out the websites that a browser on this machine shows. A browser lets any of them send simple requests to
 * 127.0.0.1, and takes the sandbox for a part of one whose host name is made to mean 127.0.0.1; that one may read, too.
 */
public final class OtherSites {

    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(localhost|([a-z0-9-]+\\.)*localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private OtherSites() {}

    /** The refusal of a call of an endpoint that the service does not have, if there is one. */
    public static Optional<Answer> fromControl(Call call) {
        String host = host(call);
        if (!LOOPBACK.matcher(host).matches()) {
            return refusal(403, "Forbidden", "Only for who calls it 127.0.0.1 or localhost, not '" + host + "'");
        }
        if (call.method().equals("POST")
                && !call.header("Content-Type").orElse("").matches("(?i)application/json *(;.*)?")) {
            return refusal(415, "Unsupported Media Type", "The Content-Type must be application/json");
        }
        return fromChanges(call);
    }

    /** The refusal of a call of another website that would change something, if there is one. */
    public static Optional<Answer> fromChanges(Call call) {
        Optional<String> origin = call.header("Origin");
        if (call.method().equals("GET") || origin.isEmpty() || origin.get().equalsIgnoreCase("http://" + host(call))) {
            return Optional.empty();
        }
        return refusal(403, "Forbidden", "Not for the website " + origin.get());
    }

    /** The same answer, which no other website may show, and which may bring nothing in from another one. */
    public static Answer shut(Answer answer) {
        Answer shut =
                answer.headers().containsKey("Cache-Control") ? answer : answer.header("Cache-Control", "no-store");
        return shut.header(
                        "Content-Security-Policy",
                        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static String host(Call call) {
        return call.header("Host").orElse("");
    }

    private static Optional<Answer> refusal(int status, String error, String message) {
        return Optional.of(Answer.error(status, error, message));
    }
}
