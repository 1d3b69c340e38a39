package io.pixelforge.examples.s3relight;

import io.pixelforge.sandbox.PixelForgeSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Fetches a link for the sandbox as the service would: a plain GET, without any credentials. */
final class SandboxFetch implements Processor {

    private final HttpClient http = HttpClient.newHttpClient();
    private final PixelForgeSandbox sandbox;

    SandboxFetch(PixelForgeSandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        URI link = URI.create(exchange.getMessage().getBody(String.class));
        HttpResponse<byte[]> picture =
                http.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (picture.statusCode() != 200) {
            throw new IOException("The link that was published cannot be fetched: HTTP " + picture.statusCode());
        }
        sandbox.register(link, picture.body());
    }
}
