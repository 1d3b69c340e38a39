package io.pixelforge.camel.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class PromiseABadPollIsNotABadJobTest extends PixelForgeTestSupport {

    private static final List<Fault> BAD_ANSWERS = List.of(
            Fault.status(404),
            Fault.status(400),
            Fault.status(402),
            Fault.status(429).retryAfter(0),
            Fault.status(500),
            Fault.status(503).retryAfter(0),
            Fault.html(200),
            Fault.redirect("https://elsewhere.example/"),
            Fault.reset(),
            Fault.halfBody(),
            Fault.cutBody(),
            Fault.emptyBody(),
            Fault.nonObjectJson(),
            Fault.anotherJobsAnswer(),
            Fault.statusWord("DONE"),
            Fault.statusWord("completed"),
            Fault.withoutRequestId());

    /** All at once, each fault for a job of its own, behind an error that holds all jobs until each fault was met. */
    @Test
    void theJobIsAskedAboutAgainAndCompletes() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));
        Map<Fault, String> requestIds = new LinkedHashMap<>();
        for (Fault fault : BAD_ANSWERS) {
            String requestId = submit();
            requestIds.put(fault, requestId);
            GATEWAY.sandbox()
                    .faults()
                    .on(CallKind.STATUS)
                    .request(requestId)
                    .times(2)
                    .play(fault);
        }
        await().until(() -> GATEWAY.sandbox().faults().pending() == 1);
        GATEWAY.sandbox().faults().clear();

        assertThat(requestIds).hasSameSizeAs(BAD_ANSWERS).allSatisfy((fault, requestId) -> assertThat(end(requestId))
                .as(fault.toString())
                .isEqualTo("COMPLETED"));
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(BAD_ANSWERS.size());
    }

    private String submit() {
        return template.request("pixelforge:relight?prompt=Soft light&jobGroup=polled", e -> e.getMessage()
                        .setBody(PHOTO))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    private Object end(String requestId) {
        Exchange exchange = template.request(
                "pixelforge:await?jobGroup=polled", e -> e.getMessage().setBody(requestId));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(PixelForgeConstants.STATUS);
    }
}
