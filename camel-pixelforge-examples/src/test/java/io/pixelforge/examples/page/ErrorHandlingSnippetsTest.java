package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;

class ErrorHandlingSnippetsTest extends PageTestSupport {

    @Test
    @Runs("retry")
    void whatCanBeRetriedIsRetriedAndPaidOnce() throws Exception {
        replace("redeliveryDelay: 1000", "redeliveryDelay: 50");
        replace("maxInFlight=50", "maxInFlight=1");
        ProducerTemplate template = start().getCamelTemplate();

        template.requestBody("direct:submit", "https://example.com/1.jpg");
        template.requestBody("direct:submit", "https://example.com/2.jpg");
        assertThat(charged()).hasSize(2);

        sandbox().faults().on(CallKind.SUBMIT).always().play(Fault.status(400));
        Exchange refused = template.request(
                "direct:submit", exchange -> exchange.getMessage().setBody("https://example.com/3.jpg"));
        assertThat(refused.getException()).isInstanceOf(InvalidRequestException.class);
        assertThat(sandbox().counters().submits()).isEqualTo(3);
    }

    @Test
    @Runs({"configuration", "doubt"})
    void whatIsInDoubtIsParkedAndNotSentAgain() throws Exception {
        sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());
        start();

        drop("inbox/cat.png");

        eventually().untilAsserted(() -> assertThat(folder.resolve("in-doubt/cat.png"))
                .hasBinaryContent(photo()));
        assertThat(folder.resolve("failed")).doesNotExist();
        assertThat(sandbox().counters().submits()).isEqualTo(1);
    }

    @Test
    @Runs({"configuration", "wallet"})
    void anEmptyWalletSuspendsTheRouteAndAFullOneGoesOn() throws Exception {
        sandbox().faults().on(CallKind.SUBMIT).always().play(Fault.insufficientBalance());
        CamelContext context = start().getCamelContext();

        for (int i : IntStream.rangeClosed(1, 3).toArray()) {
            drop("inbox/" + i + ".png");
        }
        eventually().untilAsserted(() -> assertThat(context.getRouteController().getRouteStatus("submit"))
                .isEqualTo(ServiceStatus.Suspended));
        assertThat(folder.resolve("inbox")).isDirectoryContaining("glob:**/3.png");

        sandbox().reset();
        context.createProducerTemplate().sendBody("controlbus:route?routeId=submit&action=resume", null);
        eventually().untilAsserted(() -> assertThat(charged()).hasSize(3));
        eventually()
                .untilAsserted(() -> assertThat(folder.resolve("inbox/.camel")).isDirectoryContaining("glob:**/3.png"));
    }
}
