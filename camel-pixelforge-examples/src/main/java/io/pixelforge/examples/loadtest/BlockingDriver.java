package io.pixelforge.examples.loadtest;

import java.io.IOException;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * What the machine can do with a blocking client: a bare loop, without Camel, without any promise, in as many threads as
 * the component has for its calls. What the component costs above that is its own.
 */
final class BlockingDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final BlockingCalls calls;
    private final DelayQueue<Job> due = new DelayQueue<>();

    BlockingDriver(Plan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
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
            due.add(new Job(i, null, System.nanoTime()));
        }
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
            recorder.accepted();
            due.add(new Job(job.number, requestId, next()));
        } else if (calls.isCompleted(job.requestId)) {
            recorder.seen(job.requestId);
        } else {
            due.add(new Job(job.number, job.requestId, next()));
        }
    }

    private long next() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.intervalMillis());
    }

    /** @param requestId {@code null} for one that is to be submitted */
    private record Job(int number, String requestId, long at) implements Delayed {

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
