package io.pixelforge.camel.wire;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.gateway.CallObserver;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.gateway.GenerateRequest;
import io.pixelforge.camel.gateway.Pace;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.RelightRequest;
import io.pixelforge.sandbox.http.CallKind;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;

/** The client of the gateway by itself, on the HTTP client that endpoints use. */
abstract class GatewayClientTestSupport extends WireTestSupport {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

    @AfterAll
    void stopTimer() {
        timer.shutdownNow();
    }

    GatewayClient client(String url, Map<String, Object> httpOptions) {
        URI gatewayUrl = URI.create(url);
        HttpEndpoint endpoint = ComponentSeams.httpClient(context, gatewayUrl, httpOptions, 4);
        ServiceHelper.startService(endpoint);
        return new GatewayClient(
                endpoint.getHttpClient(),
                gatewayUrl,
                () -> KEY,
                new Pace(Clock.systemUTC()),
                timer,
                Clock.systemUTC(),
                CallObserver.NONE);
    }

    static PixelForgeException failureOf(GatewayClient client, CallKind kind) {
        Throwable thrown = Assertions.catchThrowable(() -> post(client, kind));
        Assertions.assertThat(thrown).isInstanceOf(PixelForgeException.class);
        return (PixelForgeException) thrown;
    }

    static void post(GatewayClient client, CallKind kind) {
        if (kind == CallKind.GENERATE) {
            client.generate(new GenerateRequest("A city", List.of(PHOTO)));
        } else {
            client.relight(RelightRequest.of("Soft light", PHOTO), null);
        }
    }
}
