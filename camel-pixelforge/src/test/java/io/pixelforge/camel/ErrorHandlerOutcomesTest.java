package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.JobFailedException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ways of handling an exception see of a job that failed and was charged. */
class ErrorHandlerOutcomesTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&awaitCompletion=true";

    @BeforeEach
    void theJobFails() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("no light"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:handled", "direct:continued", "direct:dead", "direct:tried"})
    void theHandlerKnowsTheRequestAndItsChargeAndNothingIsSentAgain(String route) throws Exception {
        MockEndpoint handler = getMockEndpoint("mock:handler");
        handler.expectedMessageCount(1);

        Exchange exchange = send(route);

        handler.assertIsSatisfied();
        assertThat(exchange.getException()).isNull();
        Exchange handled = handler.getExchanges().get(0);
        assertThat(handled.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .isEqualTo(GATEWAY.sandbox().ledger().entries().get(0).id());
        assertThat(handled.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("yes");
        assertThat(handled.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(JobFailedException.class);
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
    }

    @Test
    void aCallerThatBlocksInAProcessorGetsTheExceptionAndTheNextCallItsJob() {
        Exchange exchange = send("direct:blocking");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(PixelForgeJob.class).status()).isEqualTo("COMPLETED");
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(2);
    }

    private Exchange send(String route) {
        return template.request(route, e -> e.getMessage().setBody(PHOTO));
    }

    /** A request of its own with each redelivery, since the template begins a new exchange. */
    private void block(Exchange exchange) {
        exchange.getMessage()
                .setBody(template.requestBody(RELIGHT, exchange.getMessage().getBody()));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:handled")
                        .onException(JobFailedException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .handled(true)
                        .to("mock:handler")
                        .end()
                        .to(RELIGHT);
                from("direct:continued")
                        .onException(JobFailedException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .continued(true)
                        .end()
                        .to(RELIGHT)
                        .to("mock:handler");
                from("direct:dead")
                        .errorHandler(deadLetterChannel("mock:handler")
                                .maximumRedeliveries(1)
                                .redeliveryDelay(0))
                        .to(RELIGHT);
                from("direct:tried")
                        .doTry()
                        .to(RELIGHT)
                        .doCatch(JobFailedException.class)
                        .to("mock:handler")
                        .end();
                from("direct:blocking")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .process(ErrorHandlerOutcomesTest.this::block);
            }
        };
    }
}
