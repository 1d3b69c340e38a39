package io.pixelforge.camel.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromiseATimeOutIsANoticeTest extends PixelForgeTestSupport {

    @BeforeEach
    void theServiceDoesNotSayForNowHowFarItIs() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));
    }

    @Test
    void itNamesTheRequestAndTheRealEndIsEmittedAfterIt() throws Exception {
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(1);
        CompletionTimeoutException notice = timeOut("");
        assertThat(ends.getExchanges()).isEmpty();

        GATEWAY.sandbox().faults().clear();

        ends.assertIsSatisfied();
        assertThat(ends.getExchanges().get(0).getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .isEqualTo(notice.getRequestId());
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    @Test
    void awaitResumesTheWait() {
        CompletionTimeoutException notice = timeOut("&jobGroup=without-consumer");
        GATEWAY.sandbox().faults().clear();

        Exchange resumed =
                template.request("pixelforge:await?jobGroup=without-consumer", exchange -> exchange.getMessage()
                        .setBody(notice.getRequestId()));

        assertThat(resumed.getException()).isNull();
        assertThat(resumed.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    private CompletionTimeoutException timeOut(String options) {
        Exchange exchange = template.request(
                "pixelforge:relight?prompt=Soft light&awaitCompletion=true&completionTimeout=300" + options,
                e -> e.getMessage().setBody(PHOTO));
        assertThat(exchange.getException()).isInstanceOf(CompletionTimeoutException.class);
        CompletionTimeoutException notice = exchange.getException(CompletionTimeoutException.class);
        assertThat(notice.getRequestId())
                .isEqualTo(GATEWAY.sandbox().ledger().entries().get(0).id());
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .isEqualTo(notice.getRequestId());
        return notice;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight").to("mock:ends");
            }
        };
    }
}
