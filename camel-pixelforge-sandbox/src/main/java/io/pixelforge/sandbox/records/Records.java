package io.pixelforge.sandbox.records;

import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.KeyPrint;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Remembers what clients did: the calls, what broke the contract, and how many at once. */
public final class Records {

    static final Set<String> SECRETS = Set.of(Call.KEY_HEADER.toLowerCase(Locale.ROOT), "authorization", "cookie");

    private static final int MAX_RECORDS = 100_000;
    private static final int MAX_BODY = 16 * 1024;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final Deque<Violation> violations = new ArrayDeque<>();
    private final Map<CallKind, Long> counts = new EnumMap<>(CallKind.class);
    private final InFlight inFlight = new InFlight();
    private final Clock clock;
    private final boolean recording;
    private long mediaCallsWithSecrets;
    private long callbacksTaken;

    /**
     * @param clock tells the time
     * @param recording whether calls are kept; they are counted in any case
     */
    public Records(Clock clock, boolean recording) {
        this.clock = clock;
        this.recording = recording;
    }

    /** A call came in. */
    public void begin(CallKind kind) {
        inFlight.enter();
        synchronized (this) {
            counts.merge(kind, 1L, Long::sum);
        }
    }

    /** It has its answer. */
    public void end(CallKind kind, Call call, Answer answer) {
        inFlight.leaveIn(answer.delay());
        RecordedRequest request = recording ? record(kind, call, answer) : null;
        synchronized (this) {
            if (kind == CallKind.MEDIA && SECRETS.stream().anyMatch(call.headers()::containsKey)) {
                mediaCallsWithSecrets++;
            }
            if (request != null) {
                keep(requests, request);
            }
        }
    }

    /** A client is called back. */
    public synchronized void sentCallback() {
        counts.merge(CallKind.CALLBACK, 1L, Long::sum);
    }

    /** A client has answered a callback; 0 if it has not. */
    public synchronized void answeredCallback(int status) {
        callbacksTaken += status / 100 == 2 ? 1 : 0;
    }

    /** A call broke the contract. */
    public synchronized void violated(Call call, List<String> faults) {
        keep(violations, new Violation(call.method(), call.path(), List.copyOf(faults), clock.instant()));
    }

    /** The recorded calls, oldest first. */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The violations, oldest first. */
    public synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** The counts. */
    public synchronized Counters counters() {
        return new Counters(
                count(CallKind.GENERATE),
                count(CallKind.SUBMIT),
                count(CallKind.STATUS),
                count(CallKind.MEDIA),
                count(CallKind.UPLOAD),
                mediaCallsWithSecrets,
                count(CallKind.CALLBACK),
                callbacksTaken,
                inFlight.peak());
    }

    /** Forgets everything. */
    public synchronized void clear() {
        requests.clear();
        violations.clear();
        counts.clear();
        mediaCallsWithSecrets = 0;
        callbacksTaken = 0;
        inFlight.clear();
    }

    private long count(CallKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private RecordedRequest record(CallKind kind, Call call, Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.replaceAll((name, value) -> SECRETS.contains(name) ? KeyPrint.of(value) : value);
        return new RecordedRequest(
                call.method(), call.path(), headers, body(kind, call), answer.status(), clock.instant());
    }

    private static String body(CallKind kind, Call call) {
        if (kind == CallKind.UPLOAD) {
            return call.body().length + " bytes";
        }
        String text = call.text();
        return text.length() <= MAX_BODY ? text : text.substring(0, MAX_BODY);
    }

    private static <T> void keep(Deque<T> records, T added) {
        if (records.size() == MAX_RECORDS) {
            records.removeFirst();
        }
        records.addLast(added);
    }
}
