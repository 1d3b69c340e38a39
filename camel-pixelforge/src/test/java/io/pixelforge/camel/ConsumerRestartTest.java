package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConsumerRestartTest extends ConsumerTestSupport {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    void losesNothingThoughAnExchangeIsInHandWhenTheStopGivesUp() throws Exception {
        List<String> submitted = submit("held", 3);
        arrived.await();

        boolean stopped = context.getRouteController().stopRoute("held", 100, TimeUnit.MILLISECONDS, true);
        assertThat(stopped).isFalse();
        open.countDown();
        context.getRouteController().stopRoute("held");
        context.getRouteController().startRoute("held");

        assertAllTaken("held", submitted);
    }

    @Test
    void losesNothingWhenItStopsAndStartsWhileEndsAreComing() throws Exception {
        List<String> submitted = submit("many", 20);
        for (int i = 0; i < 5; i++) {
            context.getRouteController().stopRoute("many");
            context.getRouteController().startRoute("many");
        }

        assertAllTaken("many", submitted);
    }

    @Test
    void aSuspendedConsumerTakesNothingUntilItIsResumed() throws Exception {
        context.getRouteController().suspendRoute("many");
        List<String> submitted = submit("many", 2);
        await().until(() -> submitted.stream()
                .allMatch(id -> stored("many", id).orElseThrow().state().isEnded()));
        assertThat(requestIds("mock:many")).isEmpty();

        context.getRouteController().resumeRoute("many");

        assertAllTaken("many", submitted);
    }

    private void assertAllTaken(String group, List<String> submitted) {
        await().until(() -> submitted.stream().allMatch(id -> stored(group, id).isEmpty()));
        assertThat(requestIds("mock:" + group)).containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUME + "&jobGroup=held")
                        .routeId("held")
                        .process(e -> {
                            arrived.countDown();
                            open.await();
                        })
                        .to("mock:held");
                from(CONSUME + "&jobGroup=many&concurrentConsumers=3")
                        .routeId("many")
                        .to("mock:many");
            }
        };
    }
}
