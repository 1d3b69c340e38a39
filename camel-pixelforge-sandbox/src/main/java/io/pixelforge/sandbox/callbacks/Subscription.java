package io.pixelforge.sandbox.callbacks;

import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * What a client wants to be told about a job. The document has two ways to ask for it, which know nothing of each other.
 *
 * @param url what is called
 * @param start whether when the job leaves the queue
 * @param progress whether again and again after that
 * @param complete whether when it ends
 */
record Subscription(URI url, boolean start, boolean progress, boolean complete) {

    /** Those of a submit that kept the contract. */
    static List<Subscription> of(Call call) {
        List<Subscription> all = new ArrayList<>();
        call.header("X-Webhook-URL").map(URI::create).ifPresent(url -> {
            boolean sync = call.header("X-Webhook-Mode").filter("sync"::equals).isPresent();
            all.add(new Subscription(url, sync, sync, true));
        });
        Json.object(call.body())
                .filter(body -> body.path("webhook").isTextual())
                .ifPresent(body -> {
                    Set<String> events = new TreeSet<>();
                    for (JsonNode event : body.path("webhook_events_filter")) {
                        events.add(event.asText());
                    }
                    boolean every = events.isEmpty() || events.contains("*");
                    all.add(new Subscription(
                            URI.create(body.get("webhook").asText()),
                            every || events.contains("start"),
                            false,
                            every || events.contains("complete")));
                });
        return all;
    }
}
