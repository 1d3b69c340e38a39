package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConfiguration;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbackHealthTest extends CallbackTestSupport {

    @BeforeEach
    void silence() {
        silenceTheGateway();
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setWebhookFallbackInterval(300);
    }

    @Test
    void healthSaysThatNoCallbacksArriveAndThatTheyDoAgain() throws Exception {
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        String url = "";
        for (int i = 0; i < 3; i++) {
            url = submit();
        }

        await().untilAsserted(() -> assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN));
        assertThat(health().getMessage())
                .hasValueSatisfying(message ->
                        assertThat(message).contains("callbacks do not arrive").contains("webhookExternalUrl"));
        assertThat(HealthCheckHelper.invokeReadiness(context))
                .as("not taken out of traffic for it")
                .noneMatch(result -> result.getCheck().getId().equals("pixelforge-callbacks"));

        post(url, callback(submitted, "COMPLETED"));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).containsEntry("callbacks.answered.200", 1L);
    }

    @Test
    void theCheckGoesWithItsComponent() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        assertThat(registry.getCheck("pixelforge-callbacks")).isPresent();

        context.removeComponent("pixelforge");

        assertThat(registry.getCheck("pixelforge-callbacks")).isEmpty();
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("pixelforge-callbacks"))
                .findFirst()
                .orElseThrow();
    }
}
