package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.JobFailedException;
import io.pixelforge.camel.gateway.RateLimitException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step itself is what Camel's error handler delivers again. */
class RedeliveredStepPaysOnceTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&awaitCompletion=true";
    private static final String KEY_OPTION = "&idempotentKey=${header.order}";

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyless-impatient", "direct:keyed-impatient"})
    void afterATimeOutItWaitsForTheSameJobAndGetsIt(String route) {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));

        Exchange exchange = send(route);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        String requestId = exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        assertThat(failures).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(CompletionTimeoutException.class, e -> assertThat(e.getRequestId())
                        .isEqualTo(requestId)));
        assertPaidOnceWith(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyless", "direct:keyed"})
    void aFailedJobIsChargedAndNotSentAgain(String route) {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("no light"));

        Exchange exchange = send(route);

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(JobFailedException.class, e -> assertThat(e.isRetryable())
                        .isFalse());
        assertThat(failures).hasSize(2);
        assertPaidOnceWith(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyless", "direct:keyed"})
    void aJobThatEndedAsErrorIsNotChargedAndSentAgain(String route) {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobErrors("no light"));

        Exchange exchange = send(route);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(failures).singleElement().isInstanceOfSatisfying(JobFailedException.class, e -> assertThat(
                        e.isRetryable())
                .isTrue());
        assertPaidOnceWith(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyless", "direct:keyed"})
    void aRequestThatWasNeverAcceptedIsSentAgain(String route) {
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.SUBMIT)
                .times(5)
                .play(Fault.status(429).retryAfter(0));

        Exchange exchange = send(route);

        assertThat(exchange.getException()).isNull();
        assertThat(failures).singleElement().isInstanceOf(RateLimitException.class);
        assertPaidOnceWith(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyless", "direct:keyed"})
    void aRefusedRequestIsSentAgain(String route) {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.insufficientBalance());

        assertThat(send(route).getException()).isNull();
        assertPaidOnceWith(2);
    }

    private Exchange send(String route) {
        return template.request(route, exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage().setHeaders(Map.of("order", "1"));
        });
    }

    private static void assertPaidOnceWith(int posts) {
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(posts);
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    private void redelivering(Exchange exchange) {
        failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private void serviceIsBack(Exchange exchange) {
        redelivering(exchange);
        GATEWAY.sandbox().faults().clear();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .onRedelivery(RedeliveredStepPaysOnceTest.this::redelivering));
                from("direct:keyless").to(RELIGHT);
                from("direct:keyed").to(RELIGHT + KEY_OPTION);
                from("direct:keyless-impatient").errorHandler(patient()).to(RELIGHT + "&completionTimeout=400");
                from("direct:keyed-impatient")
                        .errorHandler(patient())
                        .to(RELIGHT + "&completionTimeout=400" + KEY_OPTION);
            }

            private DefaultErrorHandlerDefinition patient() {
                return defaultErrorHandler()
                        .maximumRedeliveries(50)
                        .redeliveryDelay(0)
                        .onRedelivery(RedeliveredStepPaysOnceTest.this::serviceIsBack);
            }
        };
    }
}
