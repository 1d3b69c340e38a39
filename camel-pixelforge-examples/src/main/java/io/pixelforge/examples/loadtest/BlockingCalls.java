package io.pixelforge.examples.loadtest;

import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** The two calls on a bare blocking client. */
final class BlockingCalls {

    private final String gatewayUrl;
    private final CloseableHttpClient http;

    /** @param connections how many calls may run at once */
    BlockingCalls(String gatewayUrl, int connections) {
        this.gatewayUrl = gatewayUrl;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    /** @return the request id */
    String submit(int number) throws IOException {
        return StatusText.field(
                call(ClassicRequestBuilder.post(gatewayUrl + Driver.SUBMIT)
                        .setEntity(Driver.request(number), ContentType.APPLICATION_JSON)),
                "request_id");
    }

    boolean isCompleted(String requestId) throws IOException {
        return StatusText.isCompleted(call(ClassicRequestBuilder.get(gatewayUrl + Driver.STATUS + requestId)));
    }

    private String call(ClassicRequestBuilder builder) throws IOException {
        ClassicHttpRequest request = builder.setHeader("Cache-Control", "no-cache")
                .setHeader(Driver.KEY_HEADER, Driver.KEY)
                .build();
        return http.execute(request, response -> EntityUtils.toString(response.getEntity()));
    }
}
