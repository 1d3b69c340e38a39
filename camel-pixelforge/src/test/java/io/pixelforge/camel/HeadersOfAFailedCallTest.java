package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** An earlier call in the route has succeeded and left its headers. */
class HeadersOfAFailedCallTest extends PixelForgeTestSupport {

    @Test
    void aRefusedSubmitLeavesOnlyThatItWasNotCharged() {
        assertThat(headersAfter(CallKind.SUBMIT, Fault.insufficientBalance(), "direct:relight"))
                .containsExactly(Map.entry(PixelForgeConstants.CHARGED, "no"));
    }

    @Test
    void aSubmitInDoubtLeavesOnlyTheDoubt() {
        assertThat(headersAfter(CallKind.SUBMIT, Fault.acceptedThenReset(), "direct:relight"))
                .containsExactly(Map.entry(PixelForgeConstants.CHARGED, "unknown"));
    }

    @Test
    void aGenerateThatIsRefusedLeavesOnlyThatItWasNotCharged() {
        assertThat(headersAfter(CallKind.GENERATE, Fault.status(400), "direct:generate"))
                .containsExactly(Map.entry(PixelForgeConstants.CHARGED, "no"));
    }

    @Test
    void aTimeOutLeavesItsOwnRequest() {
        Map<String, Object> headers = headersAfter(CallKind.STATUS, Fault.statusWord("QUEUED"), "direct:impatient");

        assertThat(headers)
                .containsOnlyKeys(PixelForgeConstants.CHARGED, PixelForgeConstants.REQUEST_ID)
                .containsEntry(
                        PixelForgeConstants.REQUEST_ID,
                        GATEWAY.sandbox().ledger().entries().get(1).id())
                .containsEntry(PixelForgeConstants.CHARGED, "unknown");
    }

    @Test
    void aStatusThatCannotBeHadLeavesTheRequestThatWasAskedAbout() {
        assertThat(headersAfter(CallKind.STATUS, Fault.status(500), "direct:status"))
                .containsOnlyKeys(PixelForgeConstants.CHARGED, PixelForgeConstants.REQUEST_ID)
                .containsEntry(
                        PixelForgeConstants.REQUEST_ID,
                        GATEWAY.sandbox().ledger().entries().get(0).id());
    }

    @Test
    void aJobThatFailedLeavesNoPictureOfAnother() {
        Map<String, Object> headers = headersAfter(CallKind.SUBMIT, Fault.jobFails("no light"), "direct:relight");

        assertThat(headers)
                .containsEntry(PixelForgeConstants.STATUS, "FAILED")
                .containsEntry(
                        PixelForgeConstants.REQUEST_ID,
                        GATEWAY.sandbox().ledger().entries().get(1).id())
                .doesNotContainKeys(PixelForgeConstants.MEDIA_URL, PixelForgeConstants.MEDIA_URLS);
    }

    @Test
    void aPublisherThatFailsLeavesNothing() {
        assertThat(headersAfter(CallKind.SUBMIT, Fault.status(400), "direct:publish"))
                .isEmpty();
    }

    private Map<String, Object> headersAfter(CallKind kind, Fault fault, String second) {
        Exchange exchange =
                template.request("pixelforge:relight?prompt=Soft light&awaitCompletion=true", e -> e.getMessage()
                        .setBody(PHOTO));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).containsKey(PixelForgeConstants.MEDIA_URL);
        GATEWAY.sandbox().faults().on(kind).always().play(fault);

        Exchange failed = template.request(
                second, e -> e.getMessage().setHeaders(exchange.getMessage().getHeaders()));

        assertThat(failed.getException()).isNotNull();
        return failed.getMessage().getHeaders().entrySet().stream()
                .filter(header -> header.getKey().startsWith(PixelForgeConstants.PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String relight = "pixelforge:relight?prompt=Hard light&awaitCompletion=true";
                from("direct:relight").setBody(constant(PHOTO)).to(relight);
                from("direct:impatient").setBody(constant(PHOTO)).to(relight + "&completionTimeout=200");
                from("direct:generate").setBody(constant(PHOTO)).to("pixelforge:generate?prompt=A lamp");
                from("direct:status").to("pixelforge:status");
                from("direct:publish").setBody(constant(TestPictures.png())).to(relight + "&publishUri=direct:nowhere");
                from("direct:nowhere").throwException(new IllegalStateException("no bucket"));
            }
        };
    }
}
