package io.pixelforge.camel.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeEndpoint;
import io.pixelforge.camel.PixelForgeTestSupport;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class PromiseAPaidJobIsNeverLostTest extends PixelForgeTestSupport {

    private final AtomicInteger tries = new AtomicInteger();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setRedeliveryDelay(20);
    }

    @Test
    void anEndIsOfferedAgainUntilItsRouteSucceeds() throws Exception {
        assertRedelivered("failing");
    }

    @Test
    void anEndIsOfferedAgainIfItsRouteRolledBack() throws Exception {
        assertRedelivered("rollback");
    }

    @Test
    void anEndThatWasHandedOnIsTakenOnlyWhenThatSucceeds() throws Exception {
        assertRedelivered("seda");
    }

    @Test
    void anEndThatTheErrorHandlerHasHandledIsTaken() throws Exception {
        MockEndpoint dead = getMockEndpoint("mock:dead");
        dead.expectedMessageCount(1);
        submit("handled");

        dead.assertIsSatisfied();
        context.getRouteController().stopRoute("handled");
        context.getRouteController().startRoute("handled");
        dead.reset();
        dead.expectedMessageCount(1);
        String next = submit("handled");
        dead.message(0).header(PixelForgeConstants.REQUEST_ID).isEqualTo(next);
        dead.assertIsSatisfied();
    }

    @Test
    void anEndThatIsParkedStaysAndIsNotOfferedAgain() throws Exception {
        MockEndpoint first = getMockEndpoint("mock:parked");
        String requestId = submit("parked");
        await().untilAsserted(() -> assertThat(tries.get()).isEqualTo(2));

        context.getRouteController().stopRoute("parked");
        context.getRouteController().startRoute("parked");

        String next = submit("parked");
        await().untilAsserted(() -> assertThat(tries.get()).isEqualTo(4));
        assertThat(first.getExchanges())
                .extracting(e -> e.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .containsExactly(requestId, requestId, next, next);
        Exchange looked = template.request(
                "pixelforge:await?jobGroup=parked", e -> e.getMessage().setBody(requestId));
        assertThat(looked.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
    }

    @Test
    void endsThatComeWhileNobodyConsumesAreEmittedLater() throws Exception {
        context.getRouteController().stopRoute("failing");
        List<String> submitted = List.of(submit("failing"), submit("failing"), submit("failing"));
        tries.set(2);
        MockEndpoint ends = getMockEndpoint("mock:failing");
        ends.expectedMessageCount(3);

        context.getRouteController().startRoute("failing");

        ends.assertIsSatisfied();
        assertThat(ends.getExchanges())
                .extracting(e -> e.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void jobsOutliveARestartOfTheComponent() throws Exception {
        context.getRouteController().stopRoute("failing");
        String requestId = submit("failing");
        tries.set(2);
        PixelForgeComponent component = context.getComponent("pixelforge", PixelForgeComponent.class);
        component.stop();
        component.start();
        PixelForgeEndpoint endpoint =
                context.getEndpoint("pixelforge:relight?jobGroup=failing", PixelForgeEndpoint.class);
        endpoint.stop();
        endpoint.start();
        MockEndpoint ends = getMockEndpoint("mock:failing");
        ends.expectedMessageCount(1);
        ends.message(0).header(PixelForgeConstants.REQUEST_ID).isEqualTo(requestId);

        context.getRouteController().startRoute("failing");

        ends.assertIsSatisfied();
    }

    private void assertRedelivered(String group) throws Exception {
        MockEndpoint ends = getMockEndpoint("mock:" + group);
        ends.expectedMessageCount(1);
        String requestId = submit(group);

        ends.assertIsSatisfied();

        assertThat(tries.get()).isEqualTo(3);
        Exchange end = ends.getExchanges().get(0);
        assertThat(end.getMessage().getHeader(PixelForgeConstants.REQUEST_ID)).isEqualTo(requestId);
        assertThat(end.getMessage().getHeader(PixelForgeConstants.REDELIVERY_COUNTER))
                .isEqualTo(2);
    }

    private String submit(String group) {
        return template.request("pixelforge:relight?prompt=Soft light&jobGroup=" + group, e -> e.getMessage()
                        .setBody(PHOTO))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    private void failTwice(Exchange exchange) {
        if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("not yet");
        }
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String relight = "pixelforge:relight?initialDelay=0&delay=20";
                from(relight + "&jobGroup=failing")
                        .routeId("failing")
                        .process(PromiseAPaidJobIsNeverLostTest.this::failTwice)
                        .to("mock:failing");
                from(relight + "&jobGroup=rollback")
                        .process(e -> e.setRollbackOnly(tries.incrementAndGet() < 3))
                        .filter(e -> tries.get() == 3)
                        .to("mock:rollback");
                from(relight + "&jobGroup=seda").to("seda:handedOn?waitForTaskToComplete=Never");
                from("seda:handedOn?pollTimeout=20")
                        .process(PromiseAPaidJobIsNeverLostTest.this::failTwice)
                        .to("mock:seda");
                from(relight + "&jobGroup=handled")
                        .routeId("handled")
                        .onException(Exception.class)
                        .handled(true)
                        .to("mock:dead")
                        .end()
                        .throwException(new IllegalStateException("always"));
                from(relight + "&jobGroup=parked&maximumRedeliveries=1")
                        .routeId("parked")
                        .to("mock:parked")
                        .process(e -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("always");
                        });
            }
        };
    }
}
