package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.Pace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    private static final Duration LEASE = Duration.ofSeconds(90);

    private final SettableClock clock = new SettableClock();
    private final ManualScheduler threads = new ManualScheduler(clock);
    private final JobRepository repository = new MemoryJobRepository(clock, 10);
    private final InFlightLimit limit = new InFlightLimit(repository, threads);

    @Test
    void whoHasWaitedIsToldWhatWentWrongWithTheRest() {
        Job open = fill();
        IllegalStateException wrong = new IllegalStateException("wrong");
        CompletableFuture<Submitted> waiting = enter(false, job -> {
            throw wrong;
        });

        repository.remove(open);
        limit.letIn();
        threads.runReady();

        assertThat(waiting).isCompletedExceptionally();
        assertThatThrownBy(waiting::join).hasRootCause(wrong);
    }

    @Test
    void nobodyIsRefusedForTheSakeOfThoseWhoGaveUpWaiting() {
        Job open = fill();
        CompletableFuture<Submitted> waiting = enter(false, job -> new CompletableFuture<>());
        limit.stop(TestBench.ROUTE_ID, new GatewayException("stop", null, true));
        threads.runReady();
        assertThat(waiting).isCompletedExceptionally();

        repository.remove(open);

        assertThat(enter(true, job -> new CompletableFuture<>())).isNotDone();
        assertThat(repository.countOpen(TestJobs.SCOPE.group())).isEqualTo(1);
    }

    @Test
    void aNewcomerDoesNotOvertakeThoseWhoWait() {
        Job open = fill();
        enter(false, job -> new CompletableFuture<>());
        repository.remove(open);

        assertThatThrownBy(() -> enter(true, job -> new CompletableFuture<>())).isInstanceOf(GatewayException.class);
    }

    private Job fill() {
        return repository.reserve(TestJobs.reserved(TestJobs.SCOPE, null, clock.instant()), "us", LEASE);
    }

    private CompletableFuture<Submitted> enter(boolean reject, Function<Job, CompletableFuture<Submitted>> then) {
        JobSpec spec = TestJobs.spec(TestJobs.SCOPE, "relight", null, clock.instant());
        Submit submit = new Submit(
                spec,
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                new Pace(clock),
                false,
                1,
                reject,
                null,
                List.of(TestBench.ROUTE_ID),
                new TestBench.Sending());
        return limit.enter(
                submit,
                () -> false,
                () -> repository.reserve(Job.reserved(spec, Delivery.CONSUMER), "us", LEASE),
                then);
    }
}
