package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any jobs, written over and removed in any order. */
class ScopeIndexTest {

    private static final int JOBS = 4;
    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant LATER = BEGIN.plus(Duration.ofDays(1));

    /** The jobs differ in whether they have a key. */
    private static final List<Job> RESERVED = IntStream.range(0, JOBS)
            .mapToObj(n -> TestJobs.reserved(TestJobs.SCOPE, n % 2 == 0 ? "key " + n : null, BEGIN))
            .toList();

    /** @param state {@code null} for a job that is removed */
    private record Step(int job, JobState state, Delivery delivery, int due, int leased) {

        Job apply() {
            Job reserved = RESERVED.get(job);
            Job accepted =
                    switch (state) {
                        case RESERVED, SUBMITTING, UNKNOWN -> reserved;
                        default -> TestJobs.queued(reserved, "request-" + job, BEGIN);
                    };
            Job.Change change = (state.isEnded() ? TestJobs.ended(accepted, Status.FAILED, BEGIN) : accepted).change();
            change.state(state).delivery(delivery).dueAt(BEGIN.plusSeconds(due));
            return (leased == 0 ? change : change.lease(Lease.NONE.claimed("me", BEGIN.plusSeconds(leased)))).done();
        }
    }

    /** All that an index tells. */
    private record Told(int pending, Set<String> onTheirWay, Map<Work, List<ScopeIndex.Due>> due, List<String> found) {

        static Told by(ScopeIndex index) {
            Map<Work, List<ScopeIndex.Due>> due = new TreeMap<>();
            for (Work work : Work.values()) {
                index.addDue(work, LATER, JOBS, due.computeIfAbsent(work, w -> new ArrayList<>()));
            }
            List<String> found = new ArrayList<>();
            for (int n = 0; n < JOBS; n++) {
                found.add(index.findByRequestId("request-" + n));
                found.add(index.findByKey("relight", "key " + n));
            }
            return new Told(index.pending(), Set.copyOf(index.onTheirWay()), due, found);
        }
    }

    @Property
    void tellsOfTheJobsThatThereAreAndOfNoOthers(@ForAll("steps") List<Step> steps) {
        ScopeIndex index = new ScopeIndex();
        Map<Integer, Job> jobs = new TreeMap<>();
        for (Step step : steps) {
            Job before = jobs.get(step.job);
            if (step.state == null) {
                if (before != null) {
                    index.remove(jobs.remove(step.job));
                }
            } else if (before == null) {
                index.add(step.apply());
                jobs.put(step.job, step.apply());
            } else {
                index.replace(before, step.apply());
                jobs.put(step.job, step.apply());
            }
        }
        ScopeIndex anew = new ScopeIndex();
        jobs.values().forEach(anew::add);

        assertThat(Told.by(index)).isEqualTo(Told.by(anew));
        assertThat(index.isEmpty()).isEqualTo(jobs.isEmpty());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, JOBS - 1),
                        Arbitraries.of(JobState.class).injectNull(0.2),
                        Arbitraries.of(Delivery.class),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }
}
