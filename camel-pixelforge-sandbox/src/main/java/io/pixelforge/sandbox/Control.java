package io.pixelforge.sandbox;

import static io.pixelforge.sandbox.http.Json.map;

import io.pixelforge.sandbox.faults.FaultJson;
import io.pixelforge.sandbox.faults.FaultName;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the document does not have: the sandbox's own endpoints below {@code /sandbox/}, for other processes. */
final class Control {

    private static final Pattern ONE_FAULT = Pattern.compile("DELETE /sandbox/faults/(\\d{1,18})");

    private final Faults faults;
    private final Ledger ledger;
    private final Records records;
    private final Jobs jobs;
    private final PageState state;

    Control(Faults faults, Ledger ledger, Records records, Jobs jobs, PageState state) {
        this.faults = faults;
        this.ledger = ledger;
        this.records = records;
        this.jobs = jobs;
        this.state = state;
    }

    Answer answer(Call call) {
        String what = call.method() + " " + call.path();
        Matcher oneFault = ONE_FAULT.matcher(what);
        if (oneFault.matches()) {
            return withoutFault(Long.parseLong(oneFault.group(1)));
        }
        return switch (what) {
            case "GET /sandbox/state" -> Answer.json(200, state.view());
            case "GET /sandbox/ledger" -> Answer.json(200, ledger());
            case "GET /sandbox/requests" -> Answer.json(200, requests());
            case "GET /sandbox/jobs" -> Answer.json(200, jobs());
            case "GET /sandbox/faults" -> Answer.json(200, faults());
            case "GET /sandbox/faults/names" -> Answer.json(200, faultNames());
            case "POST /sandbox/faults" -> fault(call);
            case "DELETE /sandbox/faults" -> noFaults();
            default -> Answer.notFound("The gateway has no " + what);
        };
    }

    private Answer fault(Call call) {
        try {
            long number = FaultJson.add(
                    faults,
                    Json.object(call.body())
                            .orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object")));
            return Answer.json(201, map("pending", faults.pending(), "number", number));
        } catch (IllegalArgumentException e) {
            return Answer.error(400, "Bad Request", e.getMessage());
        }
    }

    private Answer withoutFault(long number) {
        return faults.remove(number)
                ? Answer.json(200, Map.of("pending", faults.pending()))
                : Answer.notFound("There is no fault " + number + " any more");
    }

    private Map<String, Object> faults() {
        return map("faults", faults.all().stream().map(PageState::fault).toList());
    }

    private static Map<String, Object> faultNames() {
        return map(
                "faults",
                Arrays.stream(FaultName.values()).map(Control::faultName).toList());
    }

    private static Map<String, Object> faultName(FaultName name) {
        Map<String, Object> view = map("fault", name.word(), "meaning", name.meaning());
        view.put(
                "only",
                name.only().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(null));
        view.putAll(map(
                "parameter",
                name.parameter().orElse(null),
                "example",
                name.example().orElse(null)));
        return view;
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
        List<String> violations = records.violations().stream()
                .map(Violation::faults)
                .map(all -> String.join("; ", all))
                .toList();
        Map<String, Object> view = counters(records.counters());
        view.put("violations", violations);
        return view;
    }

    static Map<String, Object> counters(Counters counters) {
        Map<String, Object> view = map("generates", counters.generates(), "submits", counters.submits());
        view.putAll(map("status_calls", counters.statusCalls(), "media_calls", counters.mediaCalls()));
        view.putAll(map("upload_calls", counters.uploadCalls()));
        view.putAll(map("callbacks", counters.callbacks(), "callbacks_taken", counters.callbacksTaken()));
        view.putAll(map("media_calls_with_secrets", counters.mediaCallsWithSecrets()));
        view.putAll(map("peak_concurrent_calls", counters.peakConcurrentCalls()));
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
}
