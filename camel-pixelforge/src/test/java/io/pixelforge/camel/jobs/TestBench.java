package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.gateway.Status;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** A tracker and all that it works with, none of which does anything before the test says so. */
final class TestBench {

    static final String ROUTE_ID = "route";
    static final Collection<String> ROUTE = List.of(ROUTE_ID);

    final SettableClock clock = new SettableClock();
    final ManualScheduler threads = new ManualScheduler(clock);
    final FakeGateway gateway = new FakeGateway();
    final CallQueue calls = new CallQueue(threads, threads, clock);
    final GatewayClient client = gateway.client(threads, clock);
    final RandomGenerator secrets = new SplittableRandom(2);
    final JobRepository memory = new MemoryJobRepository(clock, 10_000);
    final JobRepository repository = breakable();
    final JobTracker tracker = newTracker();
    final JobTracker watcher = newTracker(new MemoryJobRepository(clock, 10_000));
    boolean broken;

    TestBench() {
        tracker.open(TestJobs.SCOPE, client, "key");
        watcher.open(TestJobs.SCOPE, client, "key");
    }

    /** A second process on the same repository. */
    JobTracker newTracker() {
        return newTracker(repository);
    }

    JobTracker newTracker(JobRepository jobs) {
        return new JobTracker(
                jobs,
                calls,
                threads,
                threads,
                clock,
                new SplittableRandom(1),
                secrets,
                JobTracker.DEFAULT_LEASE,
                new PausedGroups());
    }

    /** One tick, and all that follows from it. */
    void tick() {
        tracker.tick();
        watcher.tick();
        threads.runReady();
    }

    /** Lets time pass with a tick in each second. */
    void tickFor(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            threads.advance(Duration.ofSeconds(1));
            tick();
        }
    }

    CompletableFuture<Submitted> submit(Submit submit) {
        CompletableFuture<Submitted> result = tracker.submit(submit);
        threads.runReady();
        return result;
    }

    /** A job that the service has in its queue. */
    Job queued(String requestId, Delivery delivery) {
        JobSpec spec = TestJobs.spec(TestJobs.SCOPE, "relight", null, clock.instant());
        Job held = repository.reserve(Job.reserved(spec, delivery), "submitter", Duration.ofSeconds(90));
        Job queued = TestJobs.queued(held, requestId, clock.instant().plusSeconds(10));
        assertThat(repository.release(queued)).isTrue();
        gateway.answer(TestJobs.status(requestId, Status.QUEUED));
        return queued;
    }

    Job stored(Job job) {
        return memory.find(job.id()).orElseThrow();
    }

    boolean isStored(Job job) {
        return memory.find(job.id()).isPresent();
    }

    private JobRepository breakable() {
        return (JobRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    if (broken) {
                        throw new IllegalStateException("the repository cannot be reached");
                    }
                    return Delegation.call(memory, method, arguments);
                });
    }

    /** What a submit does when its turn comes. */
    static class Sending implements Submit.Sending {
        Callable<List<String>> publish = List::of;
        Callable<String> answer;
        final List<Job> sent = new ArrayList<>();
        final List<String> tokens = new ArrayList<>();
        final List<Job> began = new ArrayList<>();

        @Override
        public List<String> publish() throws Exception {
            return publish.call();
        }

        @Override
        public Job send(Job job, String callbackToken) {
            sent.add(job);
            tokens.add(callbackToken);
            try {
                return TestJobs.queued(
                        job, answer.call(), job.spec().createdAt().plusSeconds(10));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void began(Job job) {
            began.add(job);
        }
    }
}
