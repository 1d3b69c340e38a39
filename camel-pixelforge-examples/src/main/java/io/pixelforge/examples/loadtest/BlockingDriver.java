package io.pixelforge.examples.loadtest;

import java.io.IOException;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the machine can do with a blocking client: a bare loop, without Camel, without any promise, in as many threads as
 * the component has for its calls. What the component costs above that is its own.
 */
final class BlockingDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final BlockingCalls calls;
    private final Consumer<String> ended;
    private final DelayQueue<Job> due = new DelayQueue<>();

    BlockingDriver(Plan plan, Recorder recorder) {
        this(plan, recorder, recorder::seen);
    }

    /** @param ended told of the request id of each job that has ended */
    BlockingDriver(Plan plan, Recorder recorder, Consumer<String> ended) {
        this.plan = plan;
        this.recorder = recorder;
        this.ended = ended;
        this.calls = new BlockingCalls(plan.gatewayUrl(), plan.concurrency());
    }

    @Override
    public void start() {
        for (int i = 0; i < plan.concurrency(); i++) {
            Thread thread = new Thread(this::run, "call-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void submitAll() {
        for (int i = 0; i < plan.jobs(); i++) {
            submit(i, recorder::accepted);
        }
    }

    /** @param accepted run once the gateway has accepted the job */
    void submit(int number, Runnable accepted) {
        due.add(new Job(number, accepted, null, System.nanoTime()));
    }

    private void run() {
        try {
            while (true) {
                call(due.take());
            }
        } catch (IOException | RuntimeException e) {
            recorder.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(Job job) throws IOException {
        if (job.requestId == null) {
            String requestId = calls.submit(job.number);
            job.accepted.run();
            due.add(job.again(requestId, next()));
        } else if (calls.isCompleted(job.requestId)) {
            ended.accept(job.requestId);
        } else {
            due.add(job.again(job.requestId, next()));
        }
    }

    private long next() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.intervalMillis());
    }

    /** @param requestId {@code null} for one that is to be submitted */
    private record Job(int number, Runnable accepted, String requestId, long at) implements Delayed {

        Job again(String id, long later) {
            return new Job(number, null, id, later);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at, ((Job) other).at);
        }
    }
}
