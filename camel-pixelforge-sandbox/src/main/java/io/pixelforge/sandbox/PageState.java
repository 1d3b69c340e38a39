package io.pixelforge.sandbox;

import static io.pixelforge.sandbox.http.Json.map;

import io.pixelforge.sandbox.faults.Faults;
import io.pixelforge.sandbox.faults.PendingFault;
import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.jobs.JobStatus;
import io.pixelforge.sandbox.jobs.Jobs;
import io.pixelforge.sandbox.jobs.Ledger;
import io.pixelforge.sandbox.jobs.Outcome;
import io.pixelforge.sandbox.records.Records;
import io.pixelforge.sandbox.records.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** All that the page shows, in one piece and of bounded size: the newest jobs and violations, long texts cut. */
final class PageState {

    private static final int MAX_SHOWN = 50;
    private static final int MAX_TEXT = 800;

    private final Jobs jobs;
    private final Ledger ledger;
    private final Records records;
    private final Faults faults;
    private final boolean keyNeeded;

    PageState(Jobs jobs, Ledger ledger, Records records, Faults faults, boolean keyNeeded) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.records = records;
        this.faults = faults;
        this.keyNeeded = keyNeeded;
    }

    Map<String, Object> view() {
        List<Job> all = jobs.all();
        List<Violation> violations = records.violations();
        long charged = ledger.charges();
        Map<String, Object> view = map("now", jobs.now().toString(), "key_needed", keyNeeded);
        view.putAll(map("charged", charged, "not_charged", Math.max(0, all.size() - charged)));
        view.putAll(map("job_count", all.size(), "unfinished", unfinished(all)));
        view.put("jobs", newest(all).stream().map(this::job).toList());
        view.put("requests", Control.counters(records.counters()));
        view.put("violation_count", violations.size());
        view.put("violations", violations(violations));
        view.put("faults", faults.all().stream().map(PageState::fault).toList());
        return view;
    }

    private long unfinished(List<Job> all) {
        return all.stream().filter(job -> !job.ended(jobs.now())).count();
    }

    private static <T> List<T> newest(List<T> oldestFirst) {
        List<T> newest =
                new ArrayList<>(oldestFirst.subList(Math.max(0, oldestFirst.size() - MAX_SHOWN), oldestFirst.size()));
        Collections.reverse(newest);
        return newest;
    }

    private Map<String, Object> job(Job job) {
        Outcome now = jobs.outcome(job);
        Map<String, Object> view = map("id", job.id(), "operation", job.order().operation());
        view.putAll(
                map("prompt", cut(job.order().prompt()), "status", now.status().name(), "error", cut(now.error())));
        view.putAll(map(
                "created_at",
                job.createdAt().toString(),
                "starts_at",
                job.startsAt().toString()));
        view.putAll(
                map("ends_at", job.endsAt().toString(), "charged", job.outcome().charged()));
        view.put(
                "image_urls",
                job.order().imageUrls().stream().map(PageState::cut).toList());
        view.putAll(map(
                "width",
                job.order().size().width(),
                "height",
                job.order().size().height()));
        view.put("results", now.status() == JobStatus.COMPLETED ? job.order().count() : 0);
        return view;
    }

    private static List<Map<String, Object>> violations(List<Violation> all) {
        List<Violation> newest = newest(all);
        return IntStream.range(0, newest.size())
                .mapToObj(i -> violation(newest.get(i), all.size() - i))
                .toList();
    }

    private static Map<String, Object> violation(Violation violation, int number) {
        Map<String, Object> view = map("number", number, "at", violation.at().toString());
        view.putAll(map("method", violation.method(), "path", cut(violation.path())));
        view.put("faults", cut(String.join("; ", violation.faults())));
        return view;
    }

    static Map<String, Object> fault(PendingFault fault) {
        Map<String, Object> view =
                map("number", fault.number(), "on", fault.on().name().toLowerCase(Locale.ROOT));
        view.putAll(map("fault", cut(fault.fault()), "left", fault.left(), "probability", fault.probability()));
        view.putAll(map("request", cut(fault.request()), "containing", cut(fault.containing())));
        return view;
    }

    private static String cut(String text) {
        return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
