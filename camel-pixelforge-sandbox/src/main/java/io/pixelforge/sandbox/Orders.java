package io.pixelforge.sandbox;

import io.pixelforge.sandbox.callbacks.Callbacks;
import io.pixelforge.sandbox.contract.Contract;
import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.http.Json;
import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.jobs.Jobs;
import io.pixelforge.sandbox.jobs.KeyPrint;
import io.pixelforge.sandbox.jobs.Ledger;
import io.pixelforge.sandbox.jobs.Order;
import io.pixelforge.sandbox.jobs.Outcome;
import io.pixelforge.sandbox.jobs.Span;
import io.pixelforge.sandbox.media.Media;
import io.pixelforge.sandbox.records.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Takes orders: the two {@code POST}s of the document. */
final class Orders {

    private final Contract contract;
    private final Jobs jobs;
    private final Ledger ledger;
    private final Records records;
    private final Media media;
    private final Callbacks callbacks;
    private final Span generateTime;
    private final Supplier<String> url;

    Orders(
            Contract contract,
            Jobs jobs,
            Ledger ledger,
            Records records,
            Media media,
            Callbacks callbacks,
            Span generateTime,
            Supplier<String> url) {
        this.contract = contract;
        this.jobs = jobs;
        this.ledger = ledger;
        this.records = records;
        this.media = media;
        this.callbacks = callbacks;
        this.generateTime = generateTime;
        this.url = url;
    }

    Answer generate(Call call, Random random) {
        List<String> faults = contract.generate(call);
        if (!faults.isEmpty()) {
            return refuse(call, faults);
        }
        Order order = Order.generate(Json.object(call.body()).orElseThrow());
        return ledger.charge(() -> jobs.done(order, key(call)))
                .map(job -> Answer.json(200, Map.of("url", media.urls(job).get(0))))
                .orElseGet(Orders::insufficientBalance)
                .later(generateTime.pick(random));
    }

    Answer submit(Call call, Optional<Outcome> forced, Random random) {
        List<String> faults = contract.relight(call);
        if (!faults.isEmpty()) {
            return refuse(call, faults);
        }
        Order order = Order.relight(Json.object(call.body()).orElseThrow());
        Outcome outcome = forced.orElseGet(() -> Outcome.ofPrompt(order.prompt()));
        return ledger.charge(() -> jobs.queue(order, key(call), outcome, random))
                .map(job -> {
                    callbacks.expect(job, call);
                    return accepted(job);
                })
                .orElseGet(Orders::insufficientBalance);
    }

    private Answer accepted(Job job) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("request_id", job.id());
        body.put("status", "QUEUED");
        body.put("polling_url", url.get() + CallKind.STATUS_PREFIX + job.id());
        return Answer.json(202, body);
    }

    private Answer refuse(Call call, List<String> faults) {
        records.violated(call, faults);
        return Answer.error(400, "Bad Request", String.join("; ", faults));
    }

    private static Answer insufficientBalance() {
        return Answer.error(402, "Insufficient Balance", "Your wallet does not have enough balance.");
    }

    private static String key(Call call) {
        return KeyPrint.of(call.key().orElseThrow());
    }
}
