package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Jobs from submit to end in virtual time, by the rules and the repository of the component: due jobs are claimed each
 * 100 ms, a status call takes 150 ms, and the gateway says when a job ended in whole seconds, as the service does.
 */
final class PollSimulation {

    /** The defaults of the component. */
    static final SubmitOptions OPTIONS = new SubmitOptions(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofDays(7),
            1,
            null);

    private static final String OWNER = "node";
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CALL = Duration.ofMillis(150);

    private final SettableClock clock = new SettableClock();
    private final Instant start = clock.instant();
    private final JobRepository repository = new MemoryJobRepository(clock, 100_000);
    private final Map<String, Course> pending = new HashMap<>();
    private final FirstQuestionRule rule;

    PollSimulation(FirstQuestionRule rule) {
        this.rule = rule;
    }

    /**
     * A job to come.
     *
     * @param at   when it is submitted, from the start of the simulation
     * @param time how long the service takes for it
     */
    record Planned(Duration at, Duration time) {}

    /** What became of it: how long its end was not known, and how often it was asked about. */
    record Result(Planned job, Duration lag, int questions) {}

    private static final class Course {
        private final Planned job;
        private final Instant end;
        private int questions;

        Course(Planned job, Instant end) {
            this.job = job;
            this.end = end;
        }
    }

    /** Runs until the last job was seen to have ended. */
    List<Result> run(List<Planned> jobs) {
        List<Result> results = new ArrayList<>();
        Iterator<Planned> next = jobs.iterator();
        Planned coming = next.next();
        while (coming != null || !pending.isEmpty()) {
            while (coming != null && !start.plus(coming.at).isAfter(clock.instant())) {
                submit(coming);
                coming = next.hasNext() ? next.next() : null;
            }
            repository
                    .claimDue(Work.ASK, List.of(TestJobs.SCOPE), OWNER, JobTracker.DEFAULT_LEASE, Integer.MAX_VALUE)
                    .forEach(job -> ask(job, results));
            clock.advance(TICK);
        }
        return results;
    }

    private void submit(Planned planned) {
        Instant now = clock.instant();
        JobSpec spec = new JobSpec("job-" + planned.at, TestJobs.SCOPE, "relight", null, "", OPTIONS, Map.of(), now);
        Job held = repository.reserve(Job.reserved(spec, Delivery.CONSUMER), OWNER, JobTracker.DEFAULT_LEASE);
        pending.put(spec.id(), new Course(planned, now.plus(planned.time)));
        repository.release(held.change()
                .state(JobState.QUEUED)
                .submitted(spec.id(), null, now)
                .dueAt(rule.firstQuestion(spec.id(), now))
                .done());
    }

    private void ask(Job job, List<Result> results) {
        Course course = pending.get(job.id());
        course.questions++;
        Instant now = clock.instant();
        Instant answered = now.plus(CALL);
        boolean ended = !now.plus(CALL.dividedBy(2)).isBefore(course.end);
        JobStatus answer = new JobStatus(
                job.id(),
                ended ? Status.COMPLETED : Status.PROCESSING,
                null,
                null,
                null,
                null,
                job.submittedAt(),
                null,
                ended ? course.end.truncatedTo(ChronoUnit.SECONDS) : null);
        Job after = PollRules.answered(job, answer, answered, false);
        if (ended) {
            repository.remove(job);
            pending.remove(job.id());
            results.add(new Result(course.job, Duration.between(course.end, answered), course.questions));
        } else {
            repository.release(after);
        }
        rule.answered(after).forEach(this::bringForward);
    }

    private void bringForward(String id, Instant due) {
        repository
                .claim(id, OWNER, JobTracker.DEFAULT_LEASE)
                .ifPresent(job -> repository.release(job.change().dueAt(due).done()));
    }
}
