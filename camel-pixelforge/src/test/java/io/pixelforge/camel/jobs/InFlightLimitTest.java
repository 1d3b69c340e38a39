package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final String GROUP = TestJobs.SCOPE.group();
    private static final Supplier<CompletableFuture<Submitted>> UNDER_WAY = CompletableFuture::new;

    private final SettableClock clock = new SettableClock();
    private final ManualScheduler threads = new ManualScheduler(clock);
    private final MemoryJobRepository memory = new MemoryJobRepository(clock, 20_000);
    private final RepositoryCalls calls = new RepositoryCalls(memory);
    private final JobRepository repository = calls.repository();
    private final InFlightLimit limit = new InFlightLimit(repository, threads);
    private final List<Job> reserved = new ArrayList<>();
    private boolean stopping;

    @Test
    void whoHasWaitedIsToldWhatWentWrongWithTheRest() {
        Job open = fill();
        IllegalStateException wrong = new IllegalStateException("wrong");
        CompletableFuture<Submitted> waiting = enter(1, false, () -> {
            throw wrong;
        });

        memory.remove(open);
        letIn();

        assertThatThrownBy(() -> waiting.getNow(null)).hasCause(wrong);
    }

    @Test
    void nobodyIsRefusedForTheSakeOfThoseWhoGaveUpWaiting() {
        Job open = fill();
        CompletableFuture<Submitted> waiting = enter(1, false, UNDER_WAY);
        limit.stop(TestBench.ROUTE_ID, new GatewayException("stop", null));
        threads.runReady();
        assertThat(waiting).isCompletedExceptionally();

        memory.remove(open);

        assertThat(enter(1, true, UNDER_WAY)).isNotDone();
        assertThat(memory.countOpen(GROUP)).isEqualTo(1);
    }

    @Test
    void aNewcomerDoesNotOvertakeThoseWhoWait() {
        Job open = fill();
        enter(1, false, UNDER_WAY);
        memory.remove(open);

        assertThat(enter(1, true, UNDER_WAY)).isCompletedExceptionally();
        assertThat(reserved).isEmpty();
    }

    @Test
    void theRefusalNamesTheGroupAndTheNumberAndSaysWhatToDo() {
        fill();

        assertThatThrownBy(() -> enter(1, true, UNDER_WAY).getNow(null))
                .cause()
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageContainingAll(GROUP, "1 jobs", "maxInFlight", "Nothing was sent", "whenFull=wait");
        assertThat(memory.countOpen(GROUP)).isEqualTo(1);
    }

    @Test
    void theyAreLetInInTheOrderInWhichTheyCame() {
        List<Job> open = List.of(fill(), fill(), fill());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int number = i;
            enter(3, false, () -> {
                order.add(number);
                return new CompletableFuture<>();
            });
        }

        memory.remove(open.get(0));
        letIn();
        assertThat(order).containsExactly(0);
        memory.remove(open.get(1));
        memory.remove(open.get(2));
        letIn();

        assertThat(order).containsExactly(0, 1, 2);
        assertThat(memory.countOpen(GROUP)).isEqualTo(3);
    }

    @Test
    void tenThousandWhoWaitCostOneCountInEachTickAndNoReservation() {
        fill();
        for (int i = 0; i < 10_000; i++) {
            enter(1, false, UNDER_WAY);
        }
        assertThat(calls.named()).containsOnly("countOpen").hasSize(1);
        calls.named().clear();

        for (int tick = 0; tick < 5; tick++) {
            letIn();
        }

        assertThat(calls.named())
                .containsExactlyElementsOf(
                        IntStream.range(0, 5).mapToObj(i -> "countOpen").toList());
    }

    @Test
    void whoComesWhileOthersAreServedIsServedByTheSameThread() {
        List<CompletableFuture<Submitted>> came = IntStream.range(0, 10)
                .mapToObj(i -> come(100, false, UNDER_WAY))
                .toList();

        assertThat(threads.readyCount()).isEqualTo(1);
        threads.runReady();

        assertThat(reserved).hasSameSizeAs(came);
    }

    @Test
    void aTickCostsNothingWhereNobodyWaitsAndBeginsNothingWhereSomebodyIsServed() {
        enter(5, false, UNDER_WAY);
        calls.named().clear();
        letIn();
        assertThat(calls.named()).isEmpty();

        come(5, false, UNDER_WAY);
        limit.letIn();

        assertThat(threads.readyCount()).isEqualTo(1);
    }

    @Test
    void whoseReservationFailsIsToldSoAndTheOthersGoOnWaiting() {
        Job open = fill();
        CompletableFuture<Submitted> first = enter(1, false, UNDER_WAY);
        CompletableFuture<Submitted> second = enter(1, false, UNDER_WAY);
        memory.remove(open);
        calls.before("reserve", () -> {
            throw new IllegalStateException("the line was cut");
        });
        letIn();

        assertThatThrownBy(() -> first.getNow(null)).hasMessageContaining("the line was cut");
        assertThat(second).isNotDone();
        letIn();
        assertThat(reserved).hasSize(1);
    }

    @Test
    void aPlaceThatAnotherNodeHasTakenMeanwhileIsGivenBack() {
        calls.before("reserve", this::fill);

        CompletableFuture<Submitted> late = enter(1, false, UNDER_WAY);

        assertThat(late).isNotDone();
        assertThat(reserved).singleElement().satisfies(job -> assertThat(memory.find(job.id()))
                .isEmpty());
        assertThat(memory.countOpen(GROUP)).isEqualTo(1);
    }

    @Test
    void whoGaveAPlaceBackIsStillTheFirst() {
        Job[] theirs = new Job[1];
        calls.before("reserve", () -> theirs[0] = fill());
        List<String> order = new ArrayList<>();
        enter(1, false, () -> {
            order.add("first");
            return new CompletableFuture<>();
        });
        enter(1, false, () -> {
            order.add("second");
            return new CompletableFuture<>();
        });

        memory.remove(theirs[0]);
        letIn();

        assertThat(order).containsExactly("first");
    }

    @Test
    void whoseTurnComesWhileItsRouteStopsIsNotLeftWaiting() {
        fill();
        CompletableFuture<Submitted> inHand = come(1, false, UNDER_WAY);
        stopping = true;
        threads.runReady();

        assertThatThrownBy(() -> inHand.getNow(null)).hasMessageContaining("not sent");
        assertThatThrownBy(() -> enter(1, false, UNDER_WAY).getNow(null)).hasMessageContaining("not sent");
    }

    @Test
    void whoHasWaitedGoesOnWaitingWhileTheRepositoryIsAway() {
        Job open = fill();
        CompletableFuture<Submitted> waiting = enter(1, false, UNDER_WAY);
        calls.fail(true);
        letIn();
        assertThat(waiting).isNotDone();
        calls.fail(false);
        memory.remove(open);

        letIn();

        assertThat(reserved).hasSize(1);
    }

    @Test
    void whoComesWhileTheRepositoryIsAwayIsToldSo() {
        calls.fail(true);

        assertThatThrownBy(() -> enter(1, false, UNDER_WAY).getNow(null)).hasMessageContaining("away");

        calls.fail(false);
        assertThat(enter(1, false, UNDER_WAY)).isNotDone();
        assertThat(reserved).hasSize(1);
    }

    @Test
    void whatIsWrongWithOneIsNotToldTheOthers() {
        GatewayException refusal = new GatewayException("refused", null);
        List<CompletableFuture<Submitted>> came = new ArrayList<>();
        came.add(limit.enter(submit(5, false), () -> stopping, () -> {
            throw refusal;
        }));
        came.add(come(5, false, UNDER_WAY));
        threads.runReady();

        assertThatThrownBy(() -> came.get(0).getNow(null)).hasCause(refusal);
        assertThat(came.get(1)).isNotDone();
        assertThat(reserved).hasSize(1);
    }

    private Job fill() {
        return memory.reserve(TestJobs.reserved(TestJobs.SCOPE, null, clock.instant()), "us", LEASE);
    }

    private void letIn() {
        limit.letIn();
        threads.runReady();
    }

    private CompletableFuture<Submitted> enter(
            int maxInFlight, boolean reject, Supplier<CompletableFuture<Submitted>> then) {
        CompletableFuture<Submitted> result = come(maxInFlight, reject, then);
        threads.runReady();
        return result;
    }

    private CompletableFuture<Submitted> come(
            int maxInFlight, boolean reject, Supplier<CompletableFuture<Submitted>> then) {
        Submit submit = submit(maxInFlight, reject);
        return limit.enter(submit, () -> stopping, () -> {
            Job job = repository.reserve(Job.reserved(submit.spec(), Delivery.CONSUMER), "us", LEASE);
            reserved.add(job);
            return new InFlightLimit.Place(then, () -> repository.remove(job));
        });
    }

    private Submit submit(int maxInFlight, boolean reject) {
        return new Submit(
                TestJobs.spec(TestJobs.SCOPE, "relight", null, clock.instant()),
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                new Pace(clock),
                false,
                maxInFlight,
                reject,
                null,
                List.of(TestBench.ROUTE_ID),
                new TestBench.Sending());
    }
}
