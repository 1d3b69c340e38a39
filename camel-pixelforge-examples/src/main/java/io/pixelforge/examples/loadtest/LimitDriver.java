package io.pixelforge.examples.loadtest;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/**
 * What the machine can do: a bare loop on a non-blocking client, without Camel, without any promise. One thread asks
 * about each job, the interval after its last answer.
 */
final class LimitDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final Semaphore submitting;
    private final Job[] jobs;
    private final DelayQueue<Job> waiting = new DelayQueue<>();
    private final CloseableHttpAsyncClient http;

    LimitDriver(Plan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
        this.submitting = new Semaphore(plan.connections());
        this.jobs = new Job[plan.jobs()];
        this.http = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(plan.connections())
                        .setMaxConnTotal(plan.connections())
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    @Override
    public void start() {
        http.start();
        Thread timer = new Thread(this::askAll, "timer");
        timer.setDaemon(true);
        timer.start();
    }

    @Override
    public void submitAll() throws InterruptedException {
        for (int i = 0; i < jobs.length; i++) {
            submitting.acquire();
            submit(i);
        }
    }

    private void submit(int number) {
        SimpleHttpRequest post = SimpleRequestBuilder.post(plan.gatewayUrl() + SUBMIT)
                .setHeader("Cache-Control", "no-cache")
                .setHeader(KEY_HEADER, KEY)
                .setBody(Driver.request(number), ContentType.APPLICATION_JSON)
                .build();
        http.execute(post, new Callback() {
            @Override
            void answered(String json) {
                submitting.release();
                jobs[number] = new Job(StatusText.field(json, "request_id"));
                recorder.accepted();
                askLater(jobs[number]);
            }
        });
    }

    private void askAll() {
        try {
            while (true) {
                ask(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Job job) {
        SimpleHttpRequest get = SimpleRequestBuilder.get(plan.gatewayUrl() + STATUS + job.requestId)
                .setHeader("Cache-Control", "no-cache")
                .setHeader(KEY_HEADER, KEY)
                .build();
        http.execute(get, new Callback() {
            @Override
            void answered(String json) {
                if (StatusText.isCompleted(json)) {
                    recorder.seen(job.requestId);
                } else {
                    askLater(job);
                }
            }
        });
    }

    private void askLater(Job job) {
        job.dueAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.intervalMillis());
        waiting.add(job);
    }

    private abstract class Callback implements FutureCallback<SimpleHttpResponse> {

        abstract void answered(String json);

        @Override
        public void completed(SimpleHttpResponse response) {
            try {
                answered(response.getBodyText());
            } catch (RuntimeException e) {
                failed(e); // the client would swallow it
            }
        }

        @Override
        public void failed(Exception e) {
            recorder.failed(e);
        }

        @Override
        public void cancelled() {
            recorder.failed("A call was cancelled");
        }
    }

    private static final class Job implements Delayed {
        private final String requestId;
        private long dueAt;

        Job(String requestId) {
            this.requestId = requestId;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(dueAt - ((Job) other).dueAt);
        }
    }
}
