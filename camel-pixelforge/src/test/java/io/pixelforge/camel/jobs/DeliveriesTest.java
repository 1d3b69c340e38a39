package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration FIRST = Duration.ofSeconds(5);

    private final SettableClock clock = new SettableClock();
    private final JobRepository repository = new MemoryJobRepository(clock, 10);
    private final LeaseKeeper leases = new LeaseKeeper(repository, LEASE);
    private final Deliveries deliveries =
            new Deliveries(new Node(repository, leases, new JobSteps(), clock, "us"), new Writes(), new PausedGroups());

    @Test
    void aFailedDeliveryIsOfferedAgainAfterADelayThatDoublesToFiveMinutes() {
        Job ended = ended(null);

        assertThat(delaysOf(ended, FIRST, 9)).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
        assertThat(stored(ended).deliveries()).isEqualTo(9);
    }

    @Test
    void aFirstDelayBeyondFiveMinutesIsKeptAsItIs() {
        assertThat(delaysOf(ended(null), Duration.ofMinutes(10), 2)).containsExactly(600L, 600L);
    }

    @Test
    void aFailedDeliveryHoldsUpNoOther() {
        Job failing = ended(null);
        deliveries.failed(take(), -1, FIRST);

        Job other = ended(null);

        assertThat(deliveries.take(TestJobs.SCOPE, 10)).extracting(Job::id).containsExactly(other.id());
        assertThat(stored(failing).deliveries()).isEqualTo(1);
    }

    @Test
    void aJobIsParkedAfterItsLastRedeliveryAndStays() {
        Job ended = ended(null);
        deliveries.failed(take(), 1, FIRST);
        clock.advance(FIRST);
        assertThat(stored(ended).delivery()).isEqualTo(Delivery.CONSUMER);

        deliveries.failed(take(), 1, FIRST);
        clock.advance(Duration.ofDays(365));
        repository.removeExpired();

        assertThat(stored(ended).delivery()).isEqualTo(Delivery.PARKED);
        assertThat(deliveries.take(TestJobs.SCOPE, 10)).isEmpty();
        assertThat(repository.findUndecided(10)).extracting(Job::id).containsExactly(ended.id());
    }

    @Test
    void whatIsPutBackIsOfferedAtOnceAndCountsForNothing() {
        ended(null);
        deliveries.putBack(take());

        assertThat(take().deliveries()).isZero();
    }

    @Test
    void aJobThatWasTakenIsGoneUnlessItsKeyStillAnswers() {
        Job without = ended(null);
        deliveries.acknowledge(take());
        Job with = ended("key");
        deliveries.acknowledge(take());

        assertThat(repository.find(without.id())).isEmpty();
        assertThat(stored(with).delivery()).isEqualTo(Delivery.ACKNOWLEDGED);
        assertThat(deliveries.take(TestJobs.SCOPE, 10)).isEmpty();
        clock.advance(TestJobs.OPTIONS.retention());
        repository.removeExpired();
        assertThat(repository.find(with.id())).isEmpty();
    }

    @Test
    void whatIsInHandIsOfferedToNobodyElseForAsLongAsItTakes() {
        ended(null);
        take();

        for (int i = 0; i < 10; i++) {
            clock.advance(LEASE.dividedBy(2));
            leases.renew();
        }

        assertThat(deliveries.take(TestJobs.SCOPE, 10)).isEmpty();
    }

    @Test
    void aLateAcknowledgementOfALostLeaseIsRefused() {
        Job ended = ended(null);
        Job late = take();
        clock.advance(LEASE);
        Job theirs = repository.claim(ended.id(), "them", LEASE).orElseThrow();

        deliveries.acknowledge(late);

        assertThat(repository.find(ended.id())).isPresent();
        assertThat(repository.release(theirs)).isTrue();
    }

    @Test
    void theEndOfAnotherGroupIsNotTaken() {
        ended(null);

        assertThat(deliveries.take(TestJobs.OTHER_GROUP, 10)).isEmpty();
        assertThat(deliveries.take(TestJobs.OTHER_ORIGIN, 10)).isEmpty();
    }

    private List<Long> delaysOf(Job job, Duration first, int times) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            deliveries.failed(take(), -1, first);
            Duration delay = Duration.between(clock.instant(), stored(job).dueAt());
            delays.add(delay.toSeconds());
            clock.advance(delay.minusMillis(1));
            assertThat(deliveries.take(TestJobs.SCOPE, 1)).isEmpty();
            clock.advance(Duration.ofMillis(1));
        }
        return delays;
    }

    private Job take() {
        List<Job> taken = deliveries.take(TestJobs.SCOPE, 1);
        assertThat(taken).hasSize(1);
        return taken.get(0);
    }

    private Job ended(String key) {
        Job held = repository.reserve(TestJobs.reserved(TestJobs.SCOPE, key, clock.instant()), "us", LEASE);
        Job ended = TestJobs.ended(
                TestJobs.queued(held, "request-" + held.id(), clock.instant()), Status.COMPLETED, clock.instant());
        assertThat(repository.release(ended)).isTrue();
        return ended;
    }

    private Job stored(Job job) {
        return repository.find(job.id()).orElseThrow();
    }
}
