package io.pixelforge.examples.loadtest;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** A thread for each job, which sleeps between its questions: what most clients of such services do. */
final class ThreadDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final CloseableHttpClient http;

    ThreadDriver(Plan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(plan.jobs())
                        .setMaxConnTotal(plan.jobs())
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
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
        String requestId = StatusText.field(
                call(ClassicRequestBuilder.post(plan.gatewayUrl() + SUBMIT)
                        .setEntity(Driver.request(number), ContentType.APPLICATION_JSON)),
                "request_id");
        recorder.accepted();
        do {
            TimeUnit.MILLISECONDS.sleep(plan.intervalMillis());
        } while (!StatusText.isCompleted(call(ClassicRequestBuilder.get(plan.gatewayUrl() + STATUS + requestId))));
        recorder.seen(requestId);
    }

    private String call(ClassicRequestBuilder builder) throws IOException {
        ClassicHttpRequest request = builder.setHeader("Cache-Control", "no-cache")
                .setHeader(KEY_HEADER, KEY)
                .build();
        return http.execute(request, response -> EntityUtils.toString(response.getEntity()));
    }
}
