package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a tick does with each due job: claims it, and writes when it is due next, with 10,000 pending. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class MemoryClaimBenchmark {

    private static final int PENDING = 10_000;
    private static final int DUE = 50;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TICK = INTERVAL.multipliedBy(DUE).dividedBy(PENDING);
    private static final List<Scope> SCOPES = List.of(TestJobs.SCOPE);

    /** Never overdue, since that changes the interval, and much time passes on the clock. */
    private static final SubmitOptions OPTIONS =
            new SubmitOptions(INTERVAL, INTERVAL, INTERVAL, Duration.ofDays(10_000), Duration.ofDays(7), 1, null);

    private static final JobStatus PROCESSING = TestJobs.status("request", Status.PROCESSING);

    private final SettableClock clock = new SettableClock();
    private final JobRepository repository = new MemoryJobRepository(clock, PENDING);

    /** So many are due at each tick of one interval. */
    @Setup
    public void submit() {
        for (int i = 0; i < PENDING; i++) {
            String id = UUID.randomUUID().toString();
            JobSpec spec =
                    new JobSpec(id, TestJobs.SCOPE, "relight", "key-" + i, "", OPTIONS, Map.of(), clock.instant());
            Job held = repository.reserve(Job.reserved(spec, Delivery.CONSUMER), "node", JobTracker.DEFAULT_LEASE);
            Instant due = clock.instant().plus(TICK.multipliedBy(1 + i / DUE));
            repository.release(TestJobs.queued(held, "request-" + i, due));
        }
    }

    @Benchmark
    @OperationsPerInvocation(DUE)
    public void claimAndReschedule() {
        clock.advance(TICK);
        List<Job> claimed = repository.claimDue(Work.ASK, SCOPES, "node", JobTracker.DEFAULT_LEASE, DUE);
        if (claimed.size() != DUE) {
            throw new IllegalStateException(claimed.size() + " jobs were due");
        }
        for (Job job : claimed) {
            repository.release(PollRules.answered(job, PROCESSING, clock.instant(), false));
        }
    }
}
