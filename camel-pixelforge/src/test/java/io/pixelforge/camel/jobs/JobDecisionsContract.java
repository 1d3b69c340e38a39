package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static io.pixelforge.camel.jobs.TestJobs.ended;
import static io.pixelforge.camel.jobs.TestJobs.queued;
import static io.pixelforge.camel.jobs.TestJobs.reserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator may decide, on whatever repository. */
abstract class JobDecisionsContract {

    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration RETENTION = TestJobs.OPTIONS.retention();

    private final SettableClock clock = new SettableClock();
    private JobRepository repository;
    private JobDecisions decisions;

    abstract JobRepository create(Clock clock) throws Exception;

    @BeforeEach
    void createRepository() throws Exception {
        repository = create(clock);
        decisions = new JobDecisions(repository, clock, job -> {});
    }

    @Test
    void whatIsUndecidedIsListedOldestFirstAndStaysBeyondItsRetention() {
        Job parked = parked("parked");
        clock.advance(Duration.ofSeconds(1));
        Job unknown = unknown("unknown");
        Job done = release(ended(queued(reserve("done"), "request-done", clock.instant()), Status.COMPLETED, now())
                .change()
                .delivery(Delivery.ACKNOWLEDGED)
                .done());

        assertThat(ids(decisions.undecided(10))).containsExactly(parked.id(), unknown.id());
        assertThat(ids(decisions.undecided(1))).containsExactly(parked.id());
        clock.advance(RETENTION.plusDays(1));
        assertThat(repository.removeExpired()).isEqualTo(1);
        assertThat(repository.find(done.id())).isEmpty();
        assertThat(ids(decisions.undecided(10))).containsExactly(parked.id(), unknown.id());
    }

    @Test
    void aParkedJobIsOfferedToAConsumerAgain() {
        Job parked = parked("key");
        assertThat(take()).isEmpty();

        decisions.emitAgain(parked.id());

        assertThat(take()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(parked.id());
            assertThat(job.deliveries()).isZero();
        });
        assertThat(decisions.undecided(10)).isEmpty();
    }

    @Test
    void aDroppedJobIsOfferedToNobodyAnswersForItsKeyAndGoesAfterItsRetention() {
        Job parked = parked("key");

        decisions.drop(parked.id());

        assertThat(take()).isEmpty();
        assertThat(reserve("key").id()).isEqualTo(parked.id());
        clock.advance(RETENTION.plusSeconds(1));
        assertThat(repository.removeExpired()).isEqualTo(1);
    }

    @Test
    void aJobThatWasNotAcceptedFreesItsKey() {
        Job unknown = unknown("key");
        assertThat(reserve("key").id()).isEqualTo(unknown.id());

        decisions.declareNotAccepted(unknown.id());

        Job next = reserve("key");
        assertThat(next.id()).isNotEqualTo(unknown.id());
        assertThat(next.state()).isEqualTo(JobState.RESERVED);
    }

    @Test
    void aJobThatWasAcceptedIsAskedAboutUnderItsRequestId() {
        Job unknown = unknown("key");

        decisions.declareAccepted(unknown.id(), "request-1");

        assertThat(repository.claimDue(Work.ASK, List.of(SCOPE), "me", LEASE, 10))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.id()).isEqualTo(unknown.id());
                    assertThat(job.requestId()).isEqualTo("request-1");
                    assertThat(job.state()).isEqualTo(JobState.QUEUED);
                    assertThat(job.submittedAt()).isEqualTo(now());
                    assertThat(job.error()).isNull();
                });
        assertThat(repository.findByRequestId(SCOPE, "request-1")).isPresent();
    }

    @Test
    void nothingIsDecidedAboutAJobThatSomebodyHasInHand() {
        Job unknown = unknown("key");
        repository.claim(unknown.id(), "somebody", LEASE);

        assertThatThrownBy(() -> decisions.declareNotAccepted(unknown.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in hand");
        assertThat(repository.find(unknown.id())).isPresent();
        clock.advance(LEASE);
        decisions.declareNotAccepted(unknown.id());
        assertThat(repository.find(unknown.id())).isEmpty();
    }

    @Test
    void onlyWhatIsUndecidedCanBeDecided() {
        Job parked = parked("parked");
        Job unknown = unknown("unknown");

        assertThatThrownBy(() -> decisions.declareNotAccepted(parked.id())).hasMessageContaining("not UNKNOWN");
        assertThatThrownBy(() -> decisions.declareAccepted(parked.id(), "request-1"))
                .hasMessageContaining("not UNKNOWN");
        assertThatThrownBy(() -> decisions.emitAgain(unknown.id())).hasMessageContaining("not PARKED");
        assertThatThrownBy(() -> decisions.drop(unknown.id())).hasMessageContaining("not PARKED");
        assertThatThrownBy(() -> decisions.drop("nothing")).hasMessageContaining("no job");
        assertThat(ids(decisions.undecided(10))).containsExactlyInAnyOrder(parked.id(), unknown.id());
    }

    @Test
    void aRequestIdBelongsToOneRelightJobOnly() {
        Job pending = release(queued(reserve("pending"), "request-1", now()));
        Job unknown = unknown("unknown");
        Job generate = release(repository
                .reserve(Job.reserved(TestJobs.spec(SCOPE, "generate", "picture", now()), Delivery.WAITER), "me", LEASE)
                .change()
                .state(JobState.UNKNOWN)
                .done());

        assertThatThrownBy(() -> decisions.declareAccepted(unknown.id(), "request-1"))
                .hasMessageContaining(pending.id());
        assertThatThrownBy(() -> decisions.declareAccepted(unknown.id(), "../admin"))
                .hasMessageContaining("no request id");
        assertThatThrownBy(() -> decisions.declareAccepted(generate.id(), "request-2"))
                .hasMessageContaining("only a relight job");
    }

    private Job parked(String key) {
        return release(ended(queued(reserve(key), "request-" + key, now()), Status.COMPLETED, now())
                .change()
                .delivery(Delivery.PARKED)
                .deliveries(4)
                .done());
    }

    private Job unknown(String key) {
        return release(reserve(key)
                .change()
                .state(JobState.UNKNOWN)
                .error("the line was cut")
                .done());
    }

    private Job reserve(String key) {
        return repository.reserve(reserved(SCOPE, key, now()), "me", LEASE);
    }

    private Job release(Job job) {
        assertThat(repository.release(job)).isTrue();
        return job;
    }

    private List<Job> take() {
        return repository.claimDue(Work.DELIVER, List.of(SCOPE), "me", LEASE, 10);
    }

    private Instant now() {
        return clock.instant();
    }

    private static List<String> ids(List<Job> jobs) {
        return jobs.stream().map(Job::id).toList();
    }
}
