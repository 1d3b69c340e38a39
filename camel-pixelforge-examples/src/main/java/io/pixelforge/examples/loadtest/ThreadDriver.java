package io.pixelforge.examples.loadtest;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A thread for each job, which sleeps between its questions: what most clients of such services do. */
final class ThreadDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final BlockingCalls calls;

    ThreadDriver(Plan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
        this.calls = new BlockingCalls(plan.gatewayUrl(), plan.jobs());
    }

    @Override
    public void start() {
        // threads and connections come with the jobs
    }

    @Override
    public void submitAll() {
        for (int i = 0; i < plan.jobs(); i++) {
            int number = i;
            Thread thread = new Thread(() -> guard(number), "job-" + number);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void guard(int number) {
        try {
            run(number);
        } catch (IOException | RuntimeException e) {
            recorder.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(int number) throws IOException, InterruptedException {
        String requestId = calls.submit(number);
        recorder.accepted();
        do {
            TimeUnit.MILLISECONDS.sleep(plan.intervalMillis());
        } while (!calls.isCompleted(requestId));
        recorder.seen(requestId);
    }
}
