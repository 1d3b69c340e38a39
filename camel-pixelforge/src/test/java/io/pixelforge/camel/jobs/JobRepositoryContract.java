package io.pixelforge.camel.jobs;

import static io.pixelforge.camel.jobs.TestJobs.OTHER_GROUP;
import static io.pixelforge.camel.jobs.TestJobs.OTHER_ORIGIN;
import static io.pixelforge.camel.jobs.TestJobs.SCOPE;
import static io.pixelforge.camel.jobs.TestJobs.ended;
import static io.pixelforge.camel.jobs.TestJobs.queued;
import static io.pixelforge.camel.jobs.TestJobs.reserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.Pace;
import io.pixelforge.camel.gateway.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link JobRepository} has to do, whatever it is made of. */
abstract class JobRepositoryContract {

    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration RETENTION = TestJobs.OPTIONS.retention();
    private static final List<Scope> SCOPES = List.of(SCOPE);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String TOKEN = "b".repeat(64);
    private static final String ME = "me";
    private static final String OTHER = "other";

    private JobRepository repository;

    /** An empty repository. */
    abstract JobRepository create() throws Exception;

    /** What the repository compares due times and leases with. */
    abstract Instant now();

    /** Lets its time pass. */
    abstract void advance(Duration duration);

    @BeforeEach
    void createRepository() throws Exception {
        repository = create();
    }

    @Test
    void aReservedJobIsLeasedToItsOwner() {
        Job wanted = reserved(SCOPE, "key", now());

        Job held = repository.reserve(wanted, ME, LEASE);

        assertThat(held.id()).isEqualTo(wanted.id());
        assertThat(held.lease().owner()).isEqualTo(ME);
        assertThat(held.lease().until()).isEqualTo(now().plus(LEASE));
        assertThat(repository.find(wanted.id())).contains(held);
    }

    @Test
    void aKeyThatIsHeldAnswersWithItsHolderAndAddsNothing() {
        Job first = repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE);
        Job second = reserved(SCOPE, "key", now());

        Job holder = repository.reserve(second, OTHER, LEASE);

        assertThat(holder).isEqualTo(first);
        assertThat(repository.find(second.id())).isEmpty();
    }

    @Test
    void jobsWithoutAKeyDoNotMeet() {
        Job first = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        Job second = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);

        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(repository.findAll(List.of(first.id(), second.id()))).hasSize(2);
    }

    @Test
    void aKeyIsUniqueWithinGroupOriginAndOperation() {
        List<Job> wanted = List.of(
                reserved(SCOPE, "key", now()),
                reserved(OTHER_GROUP, "key", now()),
                reserved(OTHER_ORIGIN, "key", now()),
                Job.reserved(TestJobs.spec(SCOPE, "generate", "key", now()), Delivery.WAITER),
                reserved(SCOPE, "KEY", now()));

        for (Job job : wanted) {
            assertThat(repository.reserve(job, ME, LEASE).id()).isEqualTo(job.id());
        }
    }

    @Test
    void whatWasWrittenIsReadAgainWhole() {
        Instant now = now();
        JobSpec spec = new JobSpec(
                "id-1",
                SCOPE,
                "relight",
                "key",
                "fingerprint",
                TestJobs.OPTIONS,
                Map.of("text", "ä€\n", "whole", 7, "long", 7L, "half", 0.5, "yes", true, "at", now),
                now);
        Job held = repository.reserve(Job.reserved(spec, Delivery.CONSUMER), ME, LEASE);
        Job full = ended(queued(held, "request-1", now), Status.FAILED, now)
                .change()
                .imageUrls(List.of("https://example.com/a.png", "https://example.com/b.png"))
                .error("said so")
                .slowdown(3)
                .missingSince(now.minusSeconds(5))
                .deliveries(2)
                .done();

        assertThat(repository.update(full)).isTrue();

        assertThat(repository.find("id-1")).contains(full);
    }

    @Test
    void aJobIsFoundByTheServicesIdWithinItsScopeOnly() {
        Job job = pending("request-1", now());

        assertThat(repository.findByRequestId(SCOPE, "request-1")).map(Job::id).contains(job.id());
        assertThat(repository.findByRequestId(OTHER_GROUP, "request-1")).isEmpty();
        assertThat(repository.findByRequestId(OTHER_ORIGIN, "request-1")).isEmpty();
        assertThat(repository.findByRequestId(SCOPE, "request-2")).isEmpty();
    }

    @Test
    void findAllLeavesOutWhatDoesNotExist() {
        Job job = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);

        assertThat(repository.findAll(List.of("nothing", job.id()))).containsExactly(job);
        assertThat(repository.findAll(List.of())).isEmpty();
    }

    @Test
    void theJobsThatHaveNotEndedAreFoundAmongOthers() {
        Job pending = pending("pending", now());
        Job unknown = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.release(unknown.change().state(JobState.UNKNOWN).done());
        Job reserved = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        pending("not asked for", now());
        Set<String> ids = oneOfEachEnd();
        ids.addAll(ids(pending, unknown, reserved));
        ids.add("nothing");

        assertThat(repository.findIn(Phase.UNENDED, ids))
                .containsExactlyInAnyOrderElementsOf(ids(pending, unknown, reserved));
        assertThat(repository.findIn(Phase.UNENDED, Set.of())).isEmpty();
    }

    @Test
    void theJobsThatAreBeingSentAreFoundWhileTheirOwnerLives() {
        Job reserved = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        Job submitting = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.update(submitting.change().state(JobState.SUBMITTING).done());
        Job released = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.release(released);
        Job sent = pending("sent", now());
        List<String> ids = ids(reserved, submitting, released, sent);

        assertThat(repository.findIn(Phase.ON_ITS_WAY, ids))
                .containsExactlyInAnyOrderElementsOf(ids(reserved, submitting));
        advance(LEASE);
        assertThat(repository.findIn(Phase.ON_ITS_WAY, ids)).isEmpty();
    }

    @Test
    void manyJobsAreFoundAmongMore() {
        List<String> pending = IntStream.range(0, 60)
                .mapToObj(i -> pending("request-" + i, now()).id())
                .toList();
        Set<String> ids = IntStream.range(0, 1500).mapToObj(i -> "nothing-" + i).collect(Collectors.toSet());
        ids.addAll(pending);

        assertThat(repository.findIn(Phase.UNENDED, ids)).containsExactlyInAnyOrderElementsOf(pending);
    }

    @Test
    void dueJobsAreClaimedTheLongestDueFirst() {
        pending("third", now().minusSeconds(1));
        pending("first", now().minusSeconds(3));
        pending("second", now().minusSeconds(2));
        pending("not-yet", now().plusSeconds(1));

        List<Job> claimed = repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10);

        assertThat(claimed).extracting(Job::requestId).containsExactly("first", "second", "third");
    }

    @Test
    void aJobIsDueAtItsDueTime() {
        pending("request-1", now().plusSeconds(5));
        assertThat(repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10)).isEmpty();

        advance(Duration.ofSeconds(5));

        assertThat(repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10)).hasSize(1);
    }

    @Test
    void noMoreThanTheLimitAreClaimedOverAllScopes() {
        IntStream.range(0, 5).forEach(i -> pending("request-" + i, now().minusSeconds(10 - i)));
        Job elsewhere = pending(OTHER_GROUP, "elsewhere", now().minusSeconds(60));

        List<Job> claimed = repository.claimDue(Work.ASK, List.of(SCOPE, OTHER_GROUP), ME, LEASE, 3);

        assertThat(claimed).extracting(Job::requestId).containsExactly(elsewhere.requestId(), "request-0", "request-1");
        assertThat(repository.claimDue(Work.ASK, List.of(SCOPE, OTHER_GROUP), ME, LEASE, 10))
                .extracting(Job::requestId)
                .containsExactly("request-2", "request-3", "request-4");
    }

    @Test
    void onlyJobsOfTheseScopesAreClaimed() {
        pending(OTHER_GROUP, "request-1", now());
        pending(OTHER_ORIGIN, "request-2", now());

        assertThat(repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10)).isEmpty();
        assertThat(repository.claimDue(Work.ASK, List.of(), ME, LEASE, 10)).isEmpty();
    }

    @Test
    void aLeasedJobIsClaimedByNobodyUntilTheLeaseHasRunOut() {
        Job job = pending("request-1", now());
        repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10);

        assertThat(repository.claimDue(Work.ASK, SCOPES, OTHER, LEASE, 10)).isEmpty();
        assertThat(repository.claim(job.id(), OTHER, LEASE)).isEmpty();
        assertThat(repository.claim(job.id(), ME, LEASE)).isEmpty();

        advance(LEASE);

        List<Job> taken = repository.claimDue(Work.ASK, SCOPES, OTHER, LEASE, 10);
        assertThat(taken).extracting(Job::id).containsExactly(job.id());
        assertThat(taken.get(0).lease().owner()).isEqualTo(OTHER);
    }

    @Test
    void eachClaimHasAHigherNumber() {
        Job job = pending("request-1", now());

        Job first = repository.claim(job.id(), ME, LEASE).orElseThrow();
        assertThat(repository.release(first)).isTrue();
        Job second = repository.claim(job.id(), ME, LEASE).orElseThrow();
        advance(LEASE);
        Job third = repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 1).get(0);

        assertThat(second.lease().number()).isGreaterThan(first.lease().number());
        assertThat(third.lease().number()).isGreaterThan(second.lease().number());
    }

    @Test
    void aReleasedJobCanBeClaimedAtOnce() {
        Job job = pending("request-1", now());
        Job mine = repository.claim(job.id(), ME, LEASE).orElseThrow();

        assertThat(repository.release(mine)).isTrue();

        assertThat(repository.claim(job.id(), OTHER, LEASE)).isPresent();
    }

    @Test
    void anUpdatedJobStaysLeased() {
        Job job = pending("request-1", now());
        Job mine = repository.claim(job.id(), ME, LEASE).orElseThrow();

        assertThat(repository.update(mine.change().slowdown(4).done())).isTrue();

        assertThat(repository.find(job.id())).map(Job::slowdown).contains(4);
        assertThat(repository.claim(job.id(), OTHER, LEASE)).isEmpty();
    }

    @Test
    void whoHasLostALeaseWritesNothing() {
        Job job = pending("request-1", now());
        Job late = repository.claim(job.id(), ME, LEASE).orElseThrow();
        advance(LEASE);
        Job current = repository.claim(job.id(), OTHER, LEASE).orElseThrow();
        Job changed = late.change().slowdown(9).done();

        assertThat(repository.update(changed)).isFalse();
        assertThat(repository.release(changed)).isFalse();
        assertThat(repository.remove(late)).isFalse();
        assertThat(repository.renew(List.of(late), LEASE)).isEmpty();

        assertThat(repository.find(job.id())).contains(current);
    }

    @Test
    void whoHasLostALeaseWritesNothingEvenIfTheSameOwnerTookTheJobAgain() {
        Job job = pending("request-1", now());
        Job late = repository.claim(job.id(), ME, LEASE).orElseThrow();
        advance(LEASE);
        Job current = repository.claim(job.id(), ME, LEASE).orElseThrow();

        assertThat(repository.update(late)).isFalse();
        assertThat(repository.release(late)).isFalse();
        assertThat(repository.remove(late)).isFalse();

        assertThat(repository.find(job.id())).contains(current);
    }

    @Test
    void whoHasReleasedAJobWritesNothing() {
        Job job = pending("request-1", now());
        Job mine = repository.claim(job.id(), ME, LEASE).orElseThrow();
        repository.release(mine);

        assertThat(repository.update(mine)).isFalse();
        assertThat(repository.release(mine)).isFalse();
        assertThat(repository.remove(mine)).isFalse();
        assertThat(repository.renew(List.of(mine), LEASE)).isEmpty();
    }

    @Test
    void aLeaseThatHasRunOutIsKeptIfNobodyTookTheJob() {
        Job job = pending("request-1", now());
        Job mine = repository.claim(job.id(), ME, LEASE).orElseThrow();
        advance(LEASE.multipliedBy(2));

        assertThat(repository.renew(List.of(mine), LEASE)).containsExactly(job.id());

        assertThat(repository.claim(job.id(), OTHER, LEASE)).isEmpty();
    }

    @Test
    void aRenewedLeaseLastsFromNowOnAndStaysTheSameClaim() {
        Job job = pending("request-1", now());
        Job mine = repository.claim(job.id(), ME, LEASE).orElseThrow();
        advance(LEASE.dividedBy(2));

        assertThat(repository.renew(List.of(mine), LEASE)).containsExactly(job.id());

        advance(LEASE.minusSeconds(1));
        assertThat(repository.claim(job.id(), OTHER, LEASE)).isEmpty();
        assertThat(repository.claimDue(Work.ASK, SCOPES, OTHER, LEASE, 10)).isEmpty();
        assertThat(repository.update(mine)).isTrue();
        advance(Duration.ofSeconds(1));
        assertThat(repository.claim(job.id(), OTHER, LEASE)).isPresent();
    }

    @Test
    void renewingSaysWhichLeasesAreLeft() {
        Job kept = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        Job removed = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.remove(removed);

        assertThat(repository.renew(List.of(kept, removed), LEASE)).containsExactly(kept.id());
        assertThat(repository.renew(List.of(), LEASE)).isEmpty();
    }

    @Test
    void aJobThatIsBeingSentIsClaimedOnlyAfterItsOwnerHasEnded() {
        Job held = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.update(held.change().state(JobState.SUBMITTING).dueAt(now()).done());
        assertThat(repository.claimDue(Work.ASK, SCOPES, OTHER, LEASE, 10)).isEmpty();

        advance(LEASE);

        assertThat(repository.claimDue(Work.ASK, SCOPES, OTHER, LEASE, 10))
                .extracting(Job::id, Job::state)
                .containsExactly(tuple(held.id(), JobState.SUBMITTING));
    }

    @Test
    void aReservedAndAnUnknownJobAreNoWork() {
        Job reserved = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        Job unknown = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.release(reserved);
        repository.release(unknown.change().state(JobState.UNKNOWN).done());
        advance(LEASE);

        assertThat(repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10)).isEmpty();
        assertThat(repository.claimDue(Work.DELIVER, SCOPES, ME, LEASE, 10)).isEmpty();
    }

    @Test
    void onlyAnEndThatWaitsForAConsumerIsClaimedForDelivery() {
        Job waiting = end("for-a-consumer", Delivery.CONSUMER);
        end("for-a-waiter", Delivery.WAITER);
        end("taken", Delivery.ACKNOWLEDGED);
        end("parked", Delivery.PARKED);
        pending("pending", now());

        List<Job> claimed = repository.claimDue(Work.DELIVER, SCOPES, ME, LEASE, 10);

        assertThat(claimed).extracting(Job::id).containsExactly(waiting.id());
    }

    @Test
    void anEndedJobIsNotAskedAboutAgain() {
        end("request-1", Delivery.CONSUMER);

        assertThat(repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10)).isEmpty();
    }

    @Test
    void anEndThatIsDueLaterIsDeliveredLater() {
        Job job = end("request-1", Delivery.CONSUMER);
        Job mine = repository.claim(job.id(), ME, LEASE).orElseThrow();
        repository.release(mine.change().dueAt(now().plusSeconds(20)).done());

        assertThat(repository.claimDue(Work.DELIVER, SCOPES, ME, LEASE, 10)).isEmpty();
        advance(Duration.ofSeconds(20));
        assertThat(repository.claimDue(Work.DELIVER, SCOPES, ME, LEASE, 10)).hasSize(1);
    }

    @Test
    void aJobThatIsGoneCannotBeClaimed() {
        Job job = repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE);

        assertThat(repository.remove(job)).isTrue();

        assertThat(repository.find(job.id())).isEmpty();
        assertThat(repository.claim(job.id(), ME, LEASE)).isEmpty();
        assertThat(repository.update(job)).isFalse();
        assertThat(repository.remove(job)).isFalse();
    }

    @Test
    void aRemovedJobFreesItsKeyAndItsRequestId() {
        Job job = repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE);
        repository.update(queued(job, "request-1", now()));
        repository.remove(job);
        Job next = reserved(SCOPE, "key", now());

        assertThat(repository.reserve(next, OTHER, LEASE).id()).isEqualTo(next.id());
        assertThat(repository.findByRequestId(SCOPE, "request-1")).isEmpty();
        assertThat(repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10)).isEmpty();
    }

    @Test
    void anErrorFreesItsKeyAndIsStillDelivered() {
        Job job = repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE);
        repository.release(ended(queued(job, "request-1", now()), Status.ERROR, now()));
        Job next = reserved(SCOPE, "key", now());

        assertThat(repository.reserve(next, OTHER, LEASE).id()).isEqualTo(next.id());
        List<Job> delivered = repository.claimDue(Work.DELIVER, SCOPES, ME, LEASE, 10);
        assertThat(delivered).extracting(Job::id).containsExactly(job.id());
        assertThat(repository.remove(delivered.get(0))).isTrue();
        assertThat(repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE).id())
                .as("the key belongs to the second job still")
                .isEqualTo(next.id());
    }

    @Test
    void everyOtherEndKeepsItsKey() {
        for (Status status : List.of(Status.COMPLETED, Status.FAILED)) {
            String key = status.name();
            Job job = repository.reserve(reserved(SCOPE, key, now()), ME, LEASE);
            repository.release(ended(queued(job, "request-" + key, now()), status, now()));

            assertThat(repository
                            .reserve(reserved(SCOPE, key, now()), OTHER, LEASE)
                            .id())
                    .isEqualTo(job.id());
        }
    }

    @Test
    void openJobsOfAGroupAreCountedOverItsOrigins() {
        repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        pending("request-1", now());
        pending(OTHER_ORIGIN, "request-2", now());
        pending(OTHER_GROUP, "request-3", now());
        end("request-4", Delivery.CONSUMER);
        Job unknown = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.release(unknown.change().state(JobState.UNKNOWN).done());

        assertThat(repository.countOpen(SCOPE.group())).isEqualTo(3);
        assertThat(repository.countOpen(OTHER_GROUP.group())).isEqualTo(1);
        assertThat(repository.countOpen("nobody")).isZero();
    }

    @Test
    void aJobOnItsWayIsOpenOnlyWhileItsOwnerLives() {
        repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        Job submitting = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.update(submitting.change().state(JobState.SUBMITTING).done());
        Job renewed = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        pending("request-1", now());
        Job removed = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        assertThat(repository.countOpen(SCOPE.group())).isEqualTo(5);
        repository.remove(removed);
        assertThat(repository.countOpen(SCOPE.group())).isEqualTo(4);

        advance(LEASE);
        assertThat(repository.countOpen(SCOPE.group())).isEqualTo(1);

        repository.renew(List.of(renewed), LEASE);
        assertThat(repository.countOpen(SCOPE.group())).isEqualTo(2);
    }

    @Test
    void onlyWhatMayBeForgottenIsForgotten() {
        Job taken = end("taken", Delivery.ACKNOWLEDGED);
        Job neverSent = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        Job undelivered = end("undelivered", Delivery.CONSUMER);
        Job forAWaiter = end("for-a-waiter", Delivery.WAITER);
        Job parked = end("parked", Delivery.PARKED);
        Job pending = pending("pending", now());
        Job unknown = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        repository.release(unknown.change().state(JobState.UNKNOWN).done());
        advance(RETENTION);
        Job beingSent = repository.reserve(reserved(SCOPE, null, now().minus(RETENTION)), ME, LEASE);

        assertThat(repository.removeExpired()).isEqualTo(2);

        assertThat(repository.find(taken.id())).isEmpty();
        assertThat(repository.find(neverSent.id())).isEmpty();
        assertThat(ids(undelivered, forAWaiter, parked, pending, unknown, beingSent))
                .allMatch(id -> repository.find(id).isPresent());
    }

    @Test
    void aTakenJobIsKeptForItsRetention() {
        Job taken = end("taken", Delivery.ACKNOWLEDGED);
        advance(RETENTION.minusSeconds(1));
        assertThat(repository.removeExpired()).isZero();

        advance(Duration.ofSeconds(1));

        assertThat(repository.removeExpired()).isEqualTo(1);
        assertThat(repository.find(taken.id())).isEmpty();
    }

    @Test
    void aKeyIsFreeAtTheEndOfItsRetentionWhetherOrNotItsJobWasForgotten() {
        Job old = repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE);
        repository.release(ended(queued(old, "request-1", now()), Status.COMPLETED, now())
                .change()
                .delivery(Delivery.ACKNOWLEDGED)
                .done());
        advance(RETENTION.minusSeconds(1));
        assertThat(repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE).id())
                .isEqualTo(old.id());

        advance(Duration.ofSeconds(1));

        Job next = reserved(SCOPE, "key", now());
        assertThat(repository.reserve(next, ME, LEASE).id()).isEqualTo(next.id());
        assertThat(repository.removeExpired()).isLessThanOrEqualTo(1);
        assertThat(repository.reserve(reserved(SCOPE, "key", now()), ME, LEASE).id())
                .isEqualTo(next.id());
    }

    @RepeatedTest(20)
    void ofManyWhoReserveAKeyAtOnceOneWins() throws Exception {
        List<Job> answers =
                atOnce(8, i -> () -> repository.reserve(reserved(SCOPE, "key", now()), "owner-" + i, LEASE));

        assertThat(answers).extracting(Job::id).containsOnly(answers.get(0).id());
        assertThat(answers)
                .extracting(job -> job.lease().owner())
                .hasSize(8)
                .containsOnly(answers.get(0).lease().owner());
    }

    @RepeatedTest(20)
    void ofManyNodesWhoseJobsAreLimitedNoMoreGoOnThanAllowed() throws Exception {
        AtomicInteger goneOn = new AtomicInteger();
        List<InFlightLimit> nodes = Stream.generate(() -> new InFlightLimit(repository, Runnable::run))
                .limit(6)
                .toList();

        atOnce(6, i -> () -> enter(nodes.get(i), 3, goneOn));

        assertThat(goneOn).hasValueLessThanOrEqualTo(3);
        assertThat(repository.countOpen(SCOPE.group())).isEqualTo(goneOn.get());
        nodes.forEach(InFlightLimit::letIn);
        assertThat(goneOn).hasValue(3);
        assertThat(repository.countOpen(SCOPE.group())).isEqualTo(3);
    }

    @Test
    void aCallbackFindsItsJobByItsToken() {
        Job expected = calledBackLater(queued(held("key"), "request", now().plus(HOUR)));

        assertThat(repository.findByCallback(TOKEN)).map(Job::id).contains(expected.id());
        assertThat(repository.findByCallback("other")).isEmpty();
    }

    @Test
    void aCallbackMakesAPendingJobDueAtOnce() {
        Job job = calledBackLater(queued(held("key"), "request", now().plus(HOUR)));
        assertThat(claimToAsk()).isEmpty();

        repository.noteCallback(job.id(), "request", PAUSE);

        assertThat(claimToAsk()).singleElement().satisfies(claimed -> {
            assertThat(claimed.callbacks().due()).isTrue();
            assertThat(claimed.requestId()).isEqualTo("request");
        });
    }

    @Test
    void aQuestionFollowsManyCallbacksOnce() {
        Job job = calledBackLater(queued(held("key"), "request", now().plus(HOUR)));
        repository.noteCallback(job.id(), "request", PAUSE);
        repository.noteCallback(job.id(), "request", PAUSE);

        repository.release(claimToAsk().get(0));

        assertThat(claimToAsk()).isEmpty();
        assertThat(repository.find(job.id()).orElseThrow().callbacks().due()).isFalse();
    }

    @Test
    void aCallbackAfterTheQuestionHasToWait() {
        Job job = calledBackLater(queued(held("key"), "request", now().plus(HOUR)));
        repository.noteCallback(job.id(), "request", PAUSE);
        repository.release(claimToAsk().get(0));

        repository.noteCallback(job.id(), "request", PAUSE);

        assertThat(claimToAsk()).isEmpty();
        advance(PAUSE);
        assertThat(claimToAsk()).hasSize(1);
    }

    @Test
    void aCallbackThatComesWhileSomebodyAsksIsNotForgotten() {
        Job job = calledBackLater(queued(held("key"), "request", now()));
        Job asking = claimToAsk().get(0);
        repository.noteCallback(job.id(), "request", PAUSE);
        assertThat(claimToAsk()).as("while it is held").isEmpty();

        repository.release(asking.change().dueAt(now().plus(HOUR)).done());

        assertThat(claimToAsk()).hasSize(1);
    }

    @Test
    void aCallbackBeforeTheAnswerToTheSubmitIsNotForgotten() {
        Job submitting = submittingAndExpecting();
        repository.noteCallback(submitting.id(), "request", PAUSE);

        repository.release(queued(submitting, "request", now().plus(HOUR)));

        assertThat(claimToAsk()).hasSize(1);
    }

    @Test
    void aCallbackIsNotForgottenByARenewalOfTheLease() {
        Job job = calledBackLater(queued(held("key"), "request", now()));
        Job asking = claimToAsk().get(0).change().dueAt(now().plus(HOUR)).done();
        repository.update(asking);
        repository.noteCallback(job.id(), "request", PAUSE);

        repository.renew(List.of(asking), LEASE);
        advance(LEASE);

        assertThat(claimToAsk()).as("its holder has died").hasSize(1);
    }

    @Test
    void aCallbackNamesTheRequestOfAJobInDoubt() {
        Job unknown = calledBackLater(unknown(held("key")));

        repository.noteCallback(unknown.id(), "named", PAUSE);

        assertThat(claimToAsk()).singleElement().satisfies(claimed -> {
            assertThat(claimed.state()).isEqualTo(JobState.UNKNOWN);
            assertThat(claimed.callbacks().requestId()).isEqualTo("named");
            assertThat(claimed.requestId()).isNull();
        });
    }

    @Test
    void aCallbackWithoutARequestSaysNothingOfAJobInDoubt() {
        Job unknown = calledBackLater(unknown(held("key")));

        repository.noteCallback(unknown.id(), null, PAUSE);

        assertThat(claimToAsk()).isEmpty();
    }

    @Test
    void whatACallbackNamesOutlivesTheDoubtThatIsWrittenAfterIt() {
        Job submitting = submittingAndExpecting();
        repository.noteCallback(submitting.id(), "named", PAUSE);

        repository.release(unknown(submitting));

        assertThat(claimToAsk()).singleElement().satisfies(claimed -> assertThat(
                        claimed.callbacks().requestId())
                .isEqualTo("named"));
    }

    @Test
    void whatACallbackNamesIsGoneOnceItIsDecided() {
        Job unknown = calledBackLater(unknown(held("key")));
        repository.noteCallback(unknown.id(), "named", PAUSE);
        Job claimed = claimToAsk().get(0);

        repository.release(
                claimed.change().callbacks(claimed.callbacks().decided()).done());

        advance(PAUSE);
        assertThat(claimToAsk()).isEmpty();
        assertThat(repository.find(unknown.id()).orElseThrow().callbacks().requestId())
                .isNull();
    }

    @Test
    void aCallbackAboutAnEndedJobChangesNothing() {
        Job ended = calledBackLater(ended(queued(held("key"), "request", now()), Status.COMPLETED, now()));
        Job before = repository.find(ended.id()).orElseThrow();

        repository.noteCallback(ended.id(), "request", PAUSE);
        repository.noteCallback("no such job", "request", PAUSE);

        assertThat(repository.find(ended.id())).contains(before);
    }

    @Test
    void aTokenIsForgottenWithItsJob() {
        Job job = calledBackLater(queued(held("key"), "request", now()));

        repository.remove(claimToAsk().get(0));

        assertThat(repository.findByCallback(TOKEN)).isEmpty();
    }

    @Test
    void jobsOfAGroupAreCountedByStateAndDelivery() {
        Instant first = now();
        held("reserved");
        end("taken", Delivery.ACKNOWLEDGED);
        advance(Duration.ofSeconds(1));
        pending("request-1", now());
        advance(Duration.ofSeconds(1));
        pending("request-2", now());
        pending(OTHER_ORIGIN, "request-3", now());
        pending(OTHER_GROUP, "request-4", now());
        repository.release(unknown(held("unknown")));
        end("parked", Delivery.PARKED);
        end("waited for", Delivery.WAITER);
        oneOfEachEnd();

        JobCounts counts = repository.count(SCOPE.group());

        assertThat(counts.entries())
                .extracting(JobCounts.Entry::state, JobCounts.Entry::delivery, JobCounts.Entry::jobs)
                .containsExactlyInAnyOrder(
                        tuple(JobState.RESERVED, Delivery.CONSUMER, 1),
                        tuple(JobState.QUEUED, Delivery.CONSUMER, 3),
                        tuple(JobState.UNKNOWN, Delivery.CONSUMER, 1),
                        tuple(JobState.COMPLETED, Delivery.PARKED, 1),
                        tuple(JobState.COMPLETED, Delivery.WAITER, 1),
                        tuple(JobState.COMPLETED, Delivery.CONSUMER, 1),
                        tuple(JobState.FAILED, Delivery.CONSUMER, 1),
                        tuple(JobState.ERROR, Delivery.CONSUMER, 1),
                        tuple(JobState.LOST, Delivery.CONSUMER, 1));
        assertThat(counts.pending()).isEqualTo(3);
        assertThat(counts.inDoubt()).isEqualTo(1);
        assertThat(counts.parked()).isEqualTo(1);
        assertThat(counts.undelivered()).isEqualTo(5);
        assertThat(counts.oldestPending()).contains(first.plusSeconds(1));
        assertThat(counts.oldestUndecided()).contains(first.plusSeconds(2));
    }

    @Test
    void ofAGroupWithoutJobsNothingIsCounted() {
        end("taken", Delivery.ACKNOWLEDGED);
        pending(OTHER_GROUP, "request", now());

        assertThat(repository.count(SCOPE.group())).isEqualTo(JobCounts.NONE);
    }

    @Test
    void jobsInAStateAreListedTheOldestFirstAndNoMoreThanAskedFor() {
        Job first = end("1", Delivery.PARKED);
        advance(Duration.ofSeconds(1));
        Job second = end("2", Delivery.ACKNOWLEDGED);
        advance(Duration.ofSeconds(1));
        Job third = end("3", Delivery.CONSUMER);
        advance(Duration.ofSeconds(1));
        end("4", Delivery.PARKED);
        pending("pending", now());
        pending(OTHER_GROUP, "of others", now());

        assertThat(repository.findByState(SCOPE.group(), JobState.COMPLETED, 3))
                .extracting(Job::id)
                .containsExactly(first.id(), second.id(), third.id());
        assertThat(repository.findByState(SCOPE.group(), JobState.QUEUED, 10))
                .extracting(Job::requestId)
                .containsExactly("pending");
    }

    private Job held(String key) {
        return repository.reserve(reserved(SCOPE, key, now()), ME, LEASE);
    }

    private Job submittingAndExpecting() {
        Job submitting = held("key")
                .change()
                .state(JobState.SUBMITTING)
                .callbacks(Callbacks.NONE.expectedUnder(TOKEN))
                .done();
        repository.update(submitting);
        return submitting;
    }

    private Job calledBackLater(Job job) {
        Job expecting =
                job.change().callbacks(Callbacks.NONE.expectedUnder(TOKEN)).done();
        assertThat(repository.release(expecting)).isTrue();
        return expecting;
    }

    private static Job unknown(Job job) {
        return job.change().state(JobState.UNKNOWN).error("reset").done();
    }

    private List<Job> claimToAsk() {
        return repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 10);
    }

    private CompletableFuture<Submitted> enter(InFlightLimit node, int maxInFlight, AtomicInteger goneOn) {
        JobSpec spec = TestJobs.spec(SCOPE, "relight", null, now());
        Submit submit = new Submit(
                spec,
                Delivery.CONSUMER,
                CallQueue.Kind.SUBMIT,
                new Pace(Clock.systemUTC()),
                false,
                maxInFlight,
                false,
                null,
                List.of(),
                new TestBench.Sending());
        return node.enter(submit, () -> false, () -> {
            Job job = repository.reserve(
                    Job.reserved(spec, Delivery.CONSUMER),
                    "node of " + spec.id().substring(0, 8),
                    LEASE);
            return new InFlightLimit.Place(
                    () -> {
                        goneOn.incrementAndGet();
                        return new CompletableFuture<>();
                    },
                    () -> repository.remove(job));
        });
    }

    @RepeatedTest(20)
    void ofManyWhoClaimAtOnceNoTwoGetTheSameJob() throws Exception {
        IntStream.range(0, 40).forEach(i -> pending("request-" + i, now()));

        List<List<Job>> claims = atOnce(8, i -> () -> repository.claimDue(Work.ASK, SCOPES, "owner-" + i, LEASE, 10));

        List<String> all = new ArrayList<>();
        claims.forEach(claim -> claim.forEach(job -> all.add(job.id())));
        Set<String> different = new HashSet<>(all);
        assertThat(all).hasSameSizeAs(different);
        assertThat(all.size()
                        + repository.claimDue(Work.ASK, SCOPES, ME, LEASE, 100).size())
                .isEqualTo(40);
    }

    private <T> List<T> atOnce(int threads, IntFunction<Callable<T>> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<T> mine = work.apply(i);
                results.add(executor.submit(() -> {
                    start.await();
                    return mine.call();
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }

    private Job pending(String requestId, Instant dueAt) {
        return pending(SCOPE, requestId, dueAt);
    }

    private Job pending(Scope scope, String requestId, Instant dueAt) {
        Job held = repository.reserve(reserved(scope, null, now()), ME, LEASE);
        Job queued = queued(held, requestId, dueAt);
        assertThat(repository.release(queued)).isTrue();
        return queued;
    }

    private Job end(String requestId, Delivery delivery) {
        Job held = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
        Job ended = ended(queued(held, requestId, now()), Status.COMPLETED, now())
                .change()
                .delivery(delivery)
                .done();
        assertThat(repository.release(ended)).isTrue();
        return ended;
    }

    private Set<String> oneOfEachEnd() {
        Set<String> ids = new HashSet<>();
        for (Status status : List.of(Status.COMPLETED, Status.FAILED, Status.ERROR)) {
            Job held = repository.reserve(reserved(SCOPE, null, now()), ME, LEASE);
            repository.release(ended(queued(held, status.name(), now()), status, now()));
            ids.add(held.id());
        }
        Job lost = pending("lost", now());
        repository.release(repository
                .claim(lost.id(), ME, LEASE)
                .orElseThrow()
                .change()
                .state(JobState.LOST)
                .ended(now(), DetectedBy.POLL)
                .done());
        ids.add(lost.id());
        return ids;
    }

    private static List<String> ids(Job... jobs) {
        return Stream.of(jobs).map(Job::id).toList();
    }
}
