package io.pixelforge.sandbox;

import io.pixelforge.sandbox.faults.FaultJson;
import io.pixelforge.sandbox.faults.Faults;
import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.Json;
import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.jobs.Jobs;
import io.pixelforge.sandbox.jobs.Ledger;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import io.pixelforge.sandbox.jobs.Outcome;
import io.pixelforge.sandbox.records.Counters;
import io.pixelforge.sandbox.records.Records;
import io.pixelforge.sandbox.records.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the document does not have: the sandbox's own endpoints below {@code /sandbox/}, for other processes. */
final class Control {

    private final Faults faults;
    private final Ledger ledger;
    private final Records records;
    private final Jobs jobs;

    Control(Faults faults, Ledger ledger, Records records, Jobs jobs) {
        this.faults = faults;
        this.ledger = ledger;
        this.records = records;
        this.jobs = jobs;
    }

    Answer answer(Call call) {
        return switch (call.method() + " " + call.path()) {
            case "GET /sandbox/ledger" -> Answer.json(200, ledger());
            case "GET /sandbox/requests" -> Answer.json(200, requests());
            case "GET /sandbox/jobs" -> Answer.json(200, jobs());
            case "POST /sandbox/faults" -> fault(call);
            case "DELETE /sandbox/faults" -> noFaults();
            default -> Answer.notFound("The gateway has no " + call.method() + " " + call.path());
        };
    }

    private Answer fault(Call call) {
        try {
            FaultJson.add(
                    faults,
                    Json.object(call.body())
                            .orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object")));
            return Answer.json(201, Map.of("pending", faults.pending()));
        } catch (IllegalArgumentException e) {
            return Answer.error(400, "Bad Request", e.getMessage());
        }
    }

    private Answer noFaults() {
        faults.clear();
        return Answer.json(200, Map.of("pending", 0));
    }

    private Map<String, Object> ledger() {
        List<Map<String, Object>> entries =
                ledger.entries().stream().map(Control::entry).toList();
        return map("charges", ledger.charges(), "entries", entries);
    }

    private static Map<String, Object> entry(LedgerEntry entry) {
        Map<String, Object> view = map("id", entry.id(), "operation", entry.operation(), "prompt", entry.prompt());
        view.putAll(map("key", entry.key(), "image_urls", entry.imageUrls()));
        view.putAll(map("at", entry.at().toString(), "charged", entry.charged()));
        return view;
    }

    private Map<String, Object> requests() {
        Counters counters = records.counters();
        List<String> violations = records.violations().stream()
                .map(Violation::faults)
                .map(all -> String.join("; ", all))
                .toList();
        Map<String, Object> view = map("generates", counters.generates(), "submits", counters.submits());
        view.putAll(map("status_calls", counters.statusCalls(), "media_calls", counters.mediaCalls()));
        view.putAll(map("upload_calls", counters.uploadCalls()));
        view.putAll(map("callbacks", counters.callbacks(), "callbacks_taken", counters.callbacksTaken()));
        view.putAll(map("media_calls_with_secrets", counters.mediaCallsWithSecrets()));
        view.putAll(map("peak_concurrent_calls", counters.peakConcurrentCalls(), "violations", violations));
        return view;
    }

    private Map<String, Object> jobs() {
        return map("jobs", jobs.all().stream().map(this::job).toList());
    }

    private Map<String, Object> job(Job job) {
        Outcome now = jobs.outcome(job);
        Map<String, Object> view = map("id", job.id(), "operation", job.order().operation());
        view.putAll(map("prompt", job.order().prompt(), "status", now.status().name(), "error", now.error()));
        view.putAll(map(
                "created_at",
                job.createdAt().toString(),
                "ends_at",
                job.endsAt().toString()));
        return view;
    }

    /** A map of names and values, in their order; unlike {@code Map.of} it holds nulls. */
    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
