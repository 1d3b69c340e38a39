package io.pixelforge.sandbox;

import io.pixelforge.sandbox.callbacks.Callbacks;
import io.pixelforge.sandbox.callbacks.Sender;
import io.pixelforge.sandbox.contract.Contract;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.faults.Faults;
import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.http.HttpFront;
import io.pixelforge.sandbox.http.OtherSites;
import io.pixelforge.sandbox.jobs.Jobs;
import io.pixelforge.sandbox.jobs.Ledger;
import io.pixelforge.sandbox.jobs.Outcome;
import io.pixelforge.sandbox.jobs.Span;
import io.pixelforge.sandbox.media.Gallery;
import io.pixelforge.sandbox.media.Media;
import io.pixelforge.sandbox.media.Results;
import io.pixelforge.sandbox.media.Sources;
import io.pixelforge.sandbox.media.Thumbnails;
import io.pixelforge.sandbox.media.Uploads;
import io.pixelforge.sandbox.records.Records;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;

/** The gateway: puts its parts together, and leads every call to the one that answers it. */
final class Gateway implements AutoCloseable {

    private final Uploads uploads = new Uploads();
    private final Sources sources;
    private final Jobs jobs;
    private final Ledger ledger;
    private final Faults faults;
    private final Records records;
    private final Results results;
    private final Doors doors;
    private final Orders orders;
    private final StatusView view;
    private final Callbacks callbacks;
    private final Counter counter;
    private final Control control;
    private final Page page;
    private final Span latency;
    private final long seed;
    private volatile Random random;
    private final HttpFront front;

    /** Builds it and opens its port. */
    Gateway(SandboxOptions options) {
        seed = options.seed();
        random = new Random(seed);
        latency = options.latency();
        sources = new Sources(uploads, this::resultFile, this::port);
        jobs = new Jobs(options.clock(), options.queueTime(), options.processingTime(), sources::fault);
        ledger = new Ledger(options.balance());
        faults = new Faults(seed);
        records = new Records(options.clock(), options.recording());
        Gallery gallery = new Gallery(sources);
        results = new Results(jobs, gallery);
        doors = new Doors(options.apiKeys());
        Media media = new Media(this::url, options.mediaType());
        Contract contract = new Contract(sources::own);
        view = new StatusView(jobs, media);
        callbacks = new Callbacks(
                options.clock(),
                view::of,
                faults,
                records,
                new Sender(options.callbackTrust()),
                Executors.newSingleThreadScheduledExecutor(Sender::thread));
        orders = new Orders(contract, jobs, ledger, records, media, callbacks, options.generateTime(), this::url);
        counter = new Counter(results, media, uploads, this::url);
        PageState state =
                new PageState(jobs, ledger, records, faults, !options.apiKeys().isEmpty());
        control = new Control(faults, ledger, records, jobs, state);
        page = new Page(new Thumbnails(jobs, sources, gallery));
        front = open(options.port());
    }

    private HttpFront open(int port) {
        try {
            return new HttpFront(port, this::answer);
        } catch (RuntimeException e) {
            callbacks.close();
            uploads.close();
            throw e;
        }
    }

    private Answer answer(Call call) {
        Optional<CallKind> kind = call.kind();
        if (kind.isEmpty()) {
            return ownAnswer(call);
        }
        Optional<Answer> refusal = kind.get() == CallKind.UPLOAD ? OtherSites.fromChanges(call) : Optional.empty();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        records.begin(kind.get());
        Answer answer = answer(kind.get(), call).later(latency.pick(random));
        records.end(kind.get(), call, answer);
        return answer;
    }

    private Answer ownAnswer(Call call) {
        Answer answer = OtherSites.fromControl(call).or(() -> page.answer(call)).orElseGet(() -> control.answer(call));
        return OtherSites.shut(answer);
    }

    private Answer answer(CallKind kind, Call call) {
        Optional<Fault> fault = faults.next(kind, call);
        if (fault.isEmpty()) {
            return carryOut(kind, call, Optional.empty());
        }
        boolean takesEffect = fault.get().takesEffect();
        Answer right = takesEffect ? carryOut(kind, call, fault.get().outcome()) : Answer.empty(200);
        return fault.get().spoil(right);
    }

    private Answer carryOut(CallKind kind, Call call, Optional<Outcome> outcome) {
        if (kind == CallKind.MEDIA) {
            return counter.media(call);
        }
        if (kind == CallKind.UPLOAD) {
            return counter.upload(call);
        }
        Optional<Answer> refusal = doors.refusal(call);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return switch (kind) {
            case GENERATE -> orders.generate(call, random);
            case SUBMIT -> orders.submit(call, outcome, random);
            default -> status(call);
        };
    }

    private Answer status(Call call) {
        String id = call.path().substring(CallKind.STATUS_PREFIX.length());
        return jobs.find(id, call)
                .map(job -> Answer.json(200, view.of(job)))
                .orElseGet(() -> Answer.notFound("Request '" + id + "' not found"));
    }

    /** Where it listens. */
    String url() {
        return front.url();
    }

    private Optional<byte[]> resultFile(String path) {
        return results.file(path);
    }

    private int port() {
        return front.port();
    }

    /** The pictures that it knows. */
    Sources sources() {
        return sources;
    }

    /** The uploads that it keeps. */
    Uploads uploads() {
        return uploads;
    }

    /** The jobs. */
    Jobs jobs() {
        return jobs;
    }

    /** What was charged. */
    Ledger ledger() {
        return ledger;
    }

    /** What is to go wrong. */
    Faults faults() {
        return faults;
    }

    /** What clients did. */
    Records records() {
        return records;
    }

    /** Forgets jobs, ledger, faults and records, and begins the random numbers anew; uploads stay. */
    void reset() {
        callbacks.clear();
        jobs.clear();
        ledger.clear();
        faults.clear();
        records.clear();
        random = new Random(seed);
    }

    @Override
    public void close() {
        front.close();
        callbacks.close();
        uploads.close();
    }
}
