package io.pixelforge.sandbox.callbacks;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.faults.Faults;
import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.records.Records;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Calls clients back about their jobs, as the document says. Its clock is the jobs' own, so it looks often whether a time
 * has come; nothing waits for a receiver.
 */
public final class Callbacks implements AutoCloseable {

    /** How often {@code sync} tells of progress; the document says 15 s at most. */
    public static final Duration PROGRESS = Duration.ofSeconds(15);

    private static final long TICK_MILLIS = 20;

    private final Clock clock;
    private final Function<Job, Map<String, Object>> view;
    private final Faults faults;
    private final Records records;
    private final Sender sender;
    private final ScheduledExecutorService timer;
    private final Queue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));

    /** @param repeats whether another follows until the job has ended */
    private record Due(Instant at, Job job, URI url, boolean repeats) {}

    /**
     * @param clock the jobs' own
     * @param view what a status call would say of a job
     * @param faults what is to go wrong
     * @param records counts what was sent
     * @param sender sends
     * @param timer looks at the clock, and sends what was held back; closed with this
     */
    public Callbacks(
            Clock clock,
            Function<Job, Map<String, Object>> view,
            Faults faults,
            Records records,
            Sender sender,
            ScheduledExecutorService timer) {
        this.clock = clock;
        this.view = view;
        this.faults = faults;
        this.records = records;
        this.sender = sender;
        this.timer = timer;
        timer.scheduleWithFixedDelay(this::sendDue, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Remembers whom to tell about a job. */
    public synchronized void expect(Job job, Call submit) {
        for (Subscription subscription : Subscription.of(submit)) {
            if (subscription.start()) {
                queue.add(new Due(job.startsAt(), job, subscription.url(), subscription.progress()));
            }
            if (subscription.complete()) {
                queue.add(new Due(job.endsAt(), job, subscription.url(), false));
            }
        }
    }

    /** Tells nobody of the jobs so far. */
    public synchronized void clear() {
        queue.clear();
    }

    private synchronized void sendDue() {
        Instant now = clock.instant();
        while (!queue.isEmpty() && !queue.element().at.isAfter(now) && sender.hasRoom()) {
            Due due = queue.remove();
            send(due);
            Instant next = due.at.plus(PROGRESS);
            if (due.repeats && next.isBefore(due.job.endsAt())) {
                queue.add(new Due(next, due.job, due.url, true));
            }
        }
    }

    private void send(Due due) {
        Answer right = Answer.json(200, view.apply(due.job));
        // matched by request id and by text, as the calls of clients are
        Call callback = new Call("POST", "/callbacks/" + due.job.id(), Map.of(), right.body());
        Optional<Fault> fault = faults.next(CallKind.CALLBACK, callback);
        Answer said = fault.map(f -> f.spoil(right)).orElse(right);
        int copies = fault.map(Fault::copies).orElse(1);
        for (int i = 0; i < copies; i++) {
            timer.schedule(() -> sendNow(due.url, said), said.delay().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sendNow(URI url, Answer said) {
        records.sentCallback();
        sender.send(url, said.body()).thenAccept(records::answeredCallback);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sender.close();
    }
}
