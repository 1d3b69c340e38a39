package io.pixelforge.camel;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Where all calls to the gateway stop, each in its place, until the test lets them through. */
public final class Gate implements HttpClientConfigurer {

    private final Semaphore open = new Semaphore(1, true);
    private volatile boolean refusing;

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.addRequestInterceptorFirst((request, body, context) -> {
            open.acquireUninterruptibly();
            open.release();
            if (refusing) {
                throw new IOException("The gate is shut for good");
            }
        });
    }

    public void close() {
        open.acquireUninterruptibly();
    }

    /** Lets no further call through. */
    public void refuse() {
        refusing = true;
    }

    /** How many calls stand before it. */
    public int waiting() {
        return open.getQueueLength();
    }

    public void open() {
        open.release();
    }
}
