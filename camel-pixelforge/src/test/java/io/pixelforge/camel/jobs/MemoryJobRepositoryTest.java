package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static io.pixelforge.camel.jobs.TestJobs.reserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.GatewayException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryJobRepositoryTest extends JobRepositoryContract {

    private static final Duration LEASE = Duration.ofSeconds(90);

    private final SettableClock clock = new SettableClock();

    @Override
    JobRepository create() {
        return new MemoryJobRepository(clock, 100);
    }

    @Override
    Instant now() {
        return clock.instant();
    }

    @Override
    void advance(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void aFullRepositoryRefusesNewJobsAndDropsNoOldOne() {
        JobRepository small = new MemoryJobRepository(clock, 2);
        Job first = small.reserve(reserved(SCOPE, "first", now()), "me", LEASE);
        Job second = small.reserve(reserved(SCOPE, null, now()), "me", LEASE);

        assertThatThrownBy(() -> small.reserve(reserved(SCOPE, "third", now()), "me", LEASE))
                .isInstanceOfSatisfying(GatewayException.class, e -> {
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.getCharged()).isEqualTo(Charged.NO);
                })
                .hasMessageContaining("holds 2 jobs");

        assertThat(small.find(first.id())).contains(first);
        assertThat(small.find(second.id())).contains(second);
    }

    @Test
    void aFullRepositoryStillAnswersForTheKeysItHolds() {
        JobRepository small = new MemoryJobRepository(clock, 1);
        Job first = small.reserve(reserved(SCOPE, "first", now()), "me", LEASE);

        assertThat(small.reserve(reserved(SCOPE, "first", now()), "me", LEASE)).isEqualTo(first);
    }

    @Test
    void aFullRepositoryHasRoomAgainWhenAJobIsTaken() {
        JobRepository small = new MemoryJobRepository(clock, 1);
        small.remove(small.reserve(reserved(SCOPE, "first", now()), "me", LEASE));
        Job next = reserved(SCOPE, "second", now());

        assertThat(small.reserve(next, "me", LEASE).id()).isEqualTo(next.id());
    }
}
