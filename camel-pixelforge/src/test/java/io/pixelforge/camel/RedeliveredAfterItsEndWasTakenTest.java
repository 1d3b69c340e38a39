package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class RedeliveredAfterItsEndWasTakenTest extends PixelForgeTestSupport {

    private final MemoryJobRepository repository = new MemoryJobRepository();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void anExchangeWithoutAKeyIsNotSentAgainThoughItsJobIsForgotten() throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);

        Exchange exchange = template.request("direct:outer", e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(calls).hasValue(2);
        done.assertIsSatisfied();
        PixelForgeJob job = exchange.getMessage().getBody(PixelForgeJob.class);
        assertThat(job.requestId())
                .isEqualTo(GATEWAY.sandbox().ledger().entries().get(0).id());
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.DUPLICATE))
                .isEqualTo(true);
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
    }

    @Test
    void anExchangeWithoutAKeyWhoseWaitHasTimedOutIsNotPaidAgain() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));

        Exchange exchange =
                template.request("direct:awaiting", e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(PixelForgeJob.class).status()).isEqualTo("COMPLETED");
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    @Test
    void anExchangeWithoutAKeyWhoseDoubtWasDecidedIsNotPaidAgain() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());

        Exchange exchange =
                template.request("direct:doubtful", e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException())
                .isInstanceOf(SubmissionUnknownException.class)
                .hasMessageContaining("decided since");
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setJobRepository(repository);
    }

    private boolean isForgotten(Exchange exchange) {
        return isForgotten(exchange.getMessage().getBody(PixelForgeJob.class).requestId());
    }

    private boolean isForgotten(String requestId) {
        Scope scope = ComponentSeams.scope("default", GATEWAY.url());
        return repository.findByRequestId(scope, requestId).isEmpty();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outer")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("direct:inner");
                from("direct:inner")
                        .errorHandler(noErrorHandler())
                        .to("pixelforge:relight?prompt=Soft light")
                        .process(e -> {
                            if (calls.incrementAndGet() == 1) {
                                await().until(() -> isForgotten(e));
                                throw new IllegalStateException("fails once");
                            }
                        });
                from("direct:awaiting")
                        .errorHandler(defaultErrorHandler()
                                .maximumRedeliveries(1)
                                .redeliveryDelay(0)
                                .onRedelivery(e -> {
                                    GATEWAY.sandbox().faults().clear();
                                    String requestId = e.getProperty(
                                                    Exchange.EXCEPTION_CAUGHT, CompletionTimeoutException.class)
                                            .getRequestId();
                                    await().until(() -> isForgotten(requestId));
                                }))
                        .to("pixelforge:relight?prompt=Soft light&awaitCompletion=true&completionTimeout=500");
                from("direct:doubtful")
                        .errorHandler(defaultErrorHandler()
                                .maximumRedeliveries(1)
                                .redeliveryDelay(0)
                                .onRedelivery(e -> {
                                    String requestId = GATEWAY.sandbox()
                                            .ledger()
                                            .entries()
                                            .get(0)
                                            .id();
                                    JobDecisions decisions = new JobDecisions(repository);
                                    decisions.declareAccepted(
                                            decisions.undecided(1).get(0).id(), requestId);
                                    await().until(() -> isForgotten(requestId));
                                }))
                        .to("pixelforge:relight?prompt=Soft light");
                from("pixelforge:relight?initialDelay=0&delay=20").to("mock:done");
            }
        };
    }
}
