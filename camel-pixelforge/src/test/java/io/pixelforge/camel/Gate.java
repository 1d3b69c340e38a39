package io.pixelforge.camel;

import java.util.concurrent.Semaphore;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Where all calls to the gateway stop, each in its place, until the test lets them through. */
final class Gate implements HttpClientConfigurer {

    private final Semaphore open = new Semaphore(1, true);

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.addRequestInterceptorFirst((request, body, context) -> {
            open.acquireUninterruptibly();
            open.release();
        });
    }

    void close() {
        open.acquireUninterruptibly();
    }

    /** How many calls stand before it. */
    int waiting() {
        return open.getQueueLength();
    }

    void open() {
        open.release();
    }
}
