package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.camel.PixelForgeEndpoint;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;

/** YAML routes of Kamelets, whose component is told nothing but by them. */
abstract class KameletTestSupport extends CamelTestSupport {

    static final String KEY = "test-key-0123456789abcdef";
    static final String PHOTO = "https://example.com/photo.jpg";

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofMillis(20))
            .processingTime(Duration.ofMillis(20))
            .generateTime(Duration.ofMillis(20))
            .mediaType("image/png")
            .build());

    /** Adds the routes of a YAML text, in which {@code $gateway} and {@code $key} stand for those of the sandbox. */
    void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(
                        "routes.yaml", yaml.replace("$gateway", GATEWAY.url()).replace("$key", KEY)));
    }

    Exchange send(String uri, Object body) {
        return template.request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    /** The endpoints of the component that the Kamelets have made. */
    List<PixelForgeEndpoint> endpoints() {
        return context.getEndpoints().stream()
                .filter(PixelForgeEndpoint.class::isInstance)
                .map((Endpoint endpoint) -> (PixelForgeEndpoint) endpoint)
                .toList();
    }

    /** The bodies of the requests that were paid for, or were to be. */
    List<JsonNode> posts() {
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
        return GATEWAY.sandbox().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(RecordedRequest::body)
                .map(KameletTestSupport::json)
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
