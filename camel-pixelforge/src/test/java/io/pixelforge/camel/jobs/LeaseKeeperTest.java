package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Duration LEASE = Duration.ofSeconds(90);

    private final SettableClock clock = new SettableClock();
    private final JobRepository repository = new MemoryJobRepository(clock, 10);
    private final LeaseKeeper leases = new LeaseKeeper(repository, LEASE);
    private Job job;

    @BeforeEach
    void reserve() {
        job = repository.reserve(TestJobs.reserved(TestJobs.SCOPE, null, clock.instant()), "us", LEASE);
    }

    @Test
    void aJobInHandStaysOursForAsLongAsItIsRenewed() {
        leases.hold(job);

        passWithRenewals(10);

        assertThat(claimedByOthers()).isFalse();
        assertThat(repository.release(job)).isTrue();
    }

    @Test
    void aJobThatWasGivenBackIsRenewedNoMore() {
        leases.hold(job);
        leases.drop(job);

        passWithRenewals(2);

        assertThat(claimedByOthers()).isTrue();
    }

    @Test
    void aJobThatOthersHaveTakenOverIsNotTakenBackByARenewal() {
        leases.hold(job);
        clock.advance(LEASE);
        Job theirs = repository.claim(job.id(), "them", LEASE).orElseThrow();

        passWithRenewals(1);

        assertThat(repository.release(theirs)).isTrue();
    }

    @Test
    void aLateGivingBackDoesNotEndTheRenewalOfALaterClaimOfOurs() {
        leases.hold(job);
        clock.advance(LEASE);
        leases.hold(repository.claim(job.id(), "us", LEASE).orElseThrow());

        leases.drop(job);
        passWithRenewals(10);

        assertThat(claimedByOthers()).isFalse();
    }

    private void passWithRenewals(int times) {
        for (int i = 0; i < times; i++) {
            clock.advance(LEASE.dividedBy(2));
            leases.renew();
        }
    }

    private boolean claimedByOthers() {
        return repository.claim(job.id(), "them", LEASE).isPresent();
    }
}
