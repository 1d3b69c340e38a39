package io.pixelforge.camel.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromiseDoubtIsSaidNotGuessedTest extends PixelForgeTestSupport {

    private static final String KEYED = "pixelforge:relight?prompt=Soft light&idempotentKey=${header.order}";

    @BeforeEach
    void theAnswerToTheFirstPostIsLost() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyed", "direct:keyless"})
    void theErrorHandlerRepeatsNoPostInDoubt(String route) {
        Exchange exchange = send(route);

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(SubmissionUnknownException.class, e -> assertThat(e.getCharged())
                        .isEqualTo(Charged.UNKNOWN));
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(2);
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("unknown");
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
    }

    @Test
    void aKeyInDoubtIsRefusedToAllLaterExchanges() {
        send(KEYED);

        assertThat(send(KEYED).getException()).isInstanceOf(SubmissionUnknownException.class);
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
    }

    @Test
    void aKeyInDoubtIsSentAgainByAnotherExchangeWhereThatIsWanted() {
        send(KEYED);

        Exchange again = send(KEYED + "&onUnknown=resubmit");

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(PixelForgeConstants.DUPLICATE)).isEqualTo(false);
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(2);
    }

    @Test
    void aGenerateInDoubtIsNotRepeated() {
        GATEWAY.sandbox().faults().on(CallKind.GENERATE).play(Fault.acceptedThenReset());

        assertThat(send("direct:generate").getException()).isInstanceOf(SubmissionUnknownException.class);
        assertThat(GATEWAY.sandbox().counters().generates()).isEqualTo(1);
    }

    @Test
    void anotherGroupIsNotHeldUpByTheDoubt() {
        Exchange exchange = send("direct:fallback");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.JOB_GROUP))
                .isEqualTo("fallback");
    }

    private Exchange send(String uri) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage().setHeader("order", "1");
        });
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:keyed").to(KEYED);
                from("direct:keyless").to("pixelforge:relight?prompt=Soft light");
                from("direct:generate").to("pixelforge:generate?prompt=A lamp");
                from("direct:fallback")
                        .errorHandler(noErrorHandler())
                        .doTry()
                        .to("pixelforge:relight?prompt=Soft light")
                        .doCatch(SubmissionUnknownException.class)
                        .to("pixelforge:relight?prompt=Soft light&jobGroup=fallback")
                        .end();
            }
        };
    }
}
