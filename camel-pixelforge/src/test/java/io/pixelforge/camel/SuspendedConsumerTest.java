package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a consumer's route does not take while it is suspended or was stopped by force comes once it runs again. */
class SuspendedConsumerTest extends ConsumerTestSupport {

    /** Long enough in work for that to be seen. */
    @RegisterExtension
    static final PixelForgeSandboxExtension SLOW = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofMillis(300))
            .processingTime(Duration.ofSeconds(1))
            .build());

    /** Looks once an hour unless it is woken. */
    private static final String WOKEN = "pixelforge:relight?initialDelay=0&delay=3600000";

    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setGatewayUrl(SLOW.url());
    }

    @Test
    void aSuspendedConsumerEmitsNoProgressEither() throws Exception {
        context.getRouteController().suspendRoute("progress");
        String requestId = submit("progress");
        await().until(() -> isEnded("progress", requestId));

        context.getRouteController().resumeRoute("progress");

        await().until(() -> storedSlow("progress", requestId) == null);
        assertThat(getMockEndpoint("mock:progress").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(PixelForgeConstants.STATUS, String.class))
                .containsExactly("COMPLETED");
    }

    @Test
    void aResumedConsumerIsWoken() throws Exception {
        context.getRouteController().suspendRoute("woken");
        String first = submit("woken");
        await().until(() -> isEnded("woken", first));

        context.getRouteController().resumeRoute("woken");

        await().until(() -> storedSlow("woken", first) == null);
        String second = submit("woken");
        await().until(() -> storedSlow("woken", second) == null);
    }

    @Test
    void anEndThatWaitedForAThreadComesAfterAForcedStop() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        context.getExecutorServiceManager().setShutdownAwaitTermination(500);
        String requestId = submit("blocked");
        await().until(() -> isEnded("blocked", requestId) && inHand() == 1);

        context.getRouteController().stopRoute("blocked");
        context.getRouteController().startRoute("blocked");

        await().until(() -> storedSlow("blocked", requestId) == null);
        assertThat(requestIds("mock:blocked")).containsExactly(requestId);
    }

    private int inHand() {
        return ((PixelForgeConsumer) context.getRoute("blocked").getConsumer()).getPendingExchangesSize();
    }

    private boolean isEnded(String group, String requestId) {
        return storedSlow(group, requestId).state().isEnded();
    }

    private Job storedSlow(String group, String requestId) {
        return repository
                .findByRequestId(new Scope(group, ConfigurationCheck.origin(URI.create(SLOW.url()))), requestId)
                .orElse(null);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUME + "&includeProgress=true&jobGroup=progress")
                        .routeId("progress")
                        .to("mock:progress");
                from(WOKEN + "&jobGroup=woken").routeId("woken").to("mock:woken");
                from(CONSUME + "&includeProgress=true&jobGroup=blocked")
                        .routeId("blocked")
                        .choice()
                        .when(header(PixelForgeConstants.STATUS).isEqualTo("PROCESSING"))
                        .process(exchange -> never.await())
                        .otherwise()
                        .to("mock:blocked");
            }
        };
    }
}
