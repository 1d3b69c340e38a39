package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** Polling would find an end after a minute. */
class CallbackTest extends CallbackTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight").to("mock:ended");
            }
        };
    }

    @Test
    void anEndIsEmittedAfterACallbackAndOneQuestion() throws Exception {
        MockEndpoint ended = expectEnds(1);

        submit();

        ended.assertIsSatisfied();
        Message message = ended.getReceivedExchanges().get(0).getMessage();
        assertThat(message.getHeader(PixelForgeConstants.DETECTED_BY)).isEqualTo("webhook");
        assertThat(message.getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isEqualTo(1);
        assertThat(GATEWAY.sandbox().counters().callbacksTaken()).isEqualTo(1);
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
    }

    @Test
    void anExchangeThatAwaitsGoesOn() {
        Exchange exchange =
                template.request("pixelforge:relight?prompt=Soft light&awaitCompletion=true", e -> e.getMessage()
                        .setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.DETECTED_BY))
                .isEqualTo("webhook");
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isEqualTo(1);
    }

    @Test
    void aCallbackBeforeTheAnswerToTheSubmitIsHeeded() throws Exception {
        MockEndpoint ended = expectEnds(1);
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.delay(Duration.ofSeconds(1)));

        submit();

        ended.assertIsSatisfied();
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isEqualTo(1);
    }

    @Test
    void aSubmitWhoseAnswerIsLostIsHealedByItsCallback() throws Exception {
        MockEndpoint ended = expectEnds(1);
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());

        Exchange lost =
                template.request("pixelforge:relight?prompt=Soft light&idempotentKey=order-1", e -> e.getMessage()
                        .setBody(PHOTO));
        assertThat(lost.getException()).isInstanceOf(SubmissionUnknownException.class);

        ended.assertIsSatisfied();
        Exchange again =
                template.request("pixelforge:relight?prompt=Soft light&idempotentKey=order-1", e -> e.getMessage()
                        .setBody(PHOTO));
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(PixelForgeConstants.DUPLICATE)).isEqualTo(true);
        assertThat(again.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .isEqualTo(ended.getReceivedExchanges().get(0).getMessage().getHeader(PixelForgeConstants.REQUEST_ID));
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    @Test
    void aForgedCallbackChangesNoResult() throws Exception {
        MockEndpoint ended = expectEnds(1);
        GATEWAY.sandbox().faults().on(CallKind.CALLBACK).play(Fault.statusWord("FAILED"));

        submit();

        ended.assertIsSatisfied();
        assertThat(ended.getReceivedExchanges().get(0).getMessage().getHeader(PixelForgeConstants.STATUS))
                .isEqualTo("COMPLETED");
    }

    @Test
    void theParametersOfTheRequestStayTheUsers() {
        template.requestBody(
                "pixelforge:relight?prompt=Soft light&webhook=https://else.example/w&webhookEventsFilter=start", PHOTO);

        RecordedRequest sent = GATEWAY.sandbox().requests().get(0);
        assertThat(sent.body())
                .contains("\"webhook\":\"https://else.example/w\"", "\"webhook_events_filter\":[\"start\"]");
        assertThat(sent.header("X-Webhook-URL"))
                .hasValueSatisfying(url -> assertThat(url).startsWith(server()));
        assertThat(sent.header("X-Webhook-Mode")).contains("terminal");
    }

    @Test
    void generateIsNotCalledBackAbout() {
        template.requestBody("pixelforge:generate?prompt=A city", PHOTO);

        assertThat(GATEWAY.sandbox().requests().get(0).header("X-Webhook-URL")).isEmpty();
    }

    private MockEndpoint expectEnds(int number) {
        MockEndpoint ended = getMockEndpoint("mock:ended");
        ended.expectedMessageCount(number);
        return ended;
    }
}
