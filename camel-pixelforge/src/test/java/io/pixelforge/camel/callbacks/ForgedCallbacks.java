package io.pixelforge.camel.callbacks;

import io.pixelforge.camel.soak.SoakFlow;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Somebody who has read the callback URLs in the log of a proxy, and calls them with whatever comes to mind. */
public final class ForgedCallbacks {

    private static final Set<Integer> ANSWERS = Set.of(200, 400, 404);

    private static final List<String> BODIES = List.of(
            "{\"request_id\":\"forged-%d\",\"status\":\"COMPLETED\","
                    + "\"output\":{\"media_url\":[\"https://example.com/forged.png\"]}}",
            "{\"status\":\"FAILED\",\"error\":\"forged\"}", "[");

    private final SoakFlow flow;
    private final Set<String> called = new HashSet<>();

    public ForgedCallbacks(SoakFlow flow) {
        this.flow = flow;
    }

    /**
     * Calls each URL that was not called before, and one of no job.
     *
     * @param problems what is said if one is answered in another way than documented
     * @return         the URLs
     */
    public List<String> send(List<String> problems) throws IOException {
        List<String> sent = new ArrayList<>();
        List<String> urls = flow.sandbox.requests().stream()
                .map(request -> request.header("X-Webhook-URL"))
                .flatMap(Optional::stream)
                .toList();
        for (String url : urls) {
            if (called.add(url)) {
                for (String form : BODIES) {
                    String body = form.formatted(called.size());
                    check(post(url, body), problems);
                    check(post(url.substring(0, url.length() - 4) + "AAAA", body), problems);
                }
                sent.add(url);
            }
        }
        return sent;
    }

    private static void check(int code, List<String> problems) {
        if (!ANSWERS.contains(code)) {
            problems.add("a forged callback is answered " + code);
        }
    }

    private static int post(String url, String body) throws IOException {
        HttpURLConnection call = (HttpURLConnection) URI.create(url).toURL().openConnection();
        call.setRequestMethod("POST");
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/json");
        call.setRequestProperty("CamelPixelForgeStatus", "COMPLETED");
        call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return call.getResponseCode();
    }
}
