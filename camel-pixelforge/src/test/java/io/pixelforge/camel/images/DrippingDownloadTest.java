package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** No single read of it takes long, but the whole would. */
class DrippingDownloadTest extends PixelForgeTestSupport {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        ComponentSeams.useDownloadRules(
                context.getComponent("pixelforge", PixelForgeComponent.class),
                new DownloadRules(2, Duration.ofMillis(10), LIMIT));
        return context;
    }

    @Test
    void isGivenUpOnceItTakesLongerThanADownloadMay() {
        String requestId = template.requestBody(
                        "pixelforge:relight?prompt=Soft light&awaitCompletion=true&idempotentKey=1",
                        PHOTO,
                        PixelForgeJob.class)
                .requestId();
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).always().play(Fault.drip(Duration.ofSeconds(30)));

        Exchange exchange = template.request(
                "pixelforge:await?download=true", e -> e.getMessage().setBody(requestId));

        assertThat(exchange.getException()).hasMessageContaining("it took too long");
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(1);
    }
}
