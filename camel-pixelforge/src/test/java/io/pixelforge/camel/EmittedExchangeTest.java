package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class EmittedExchangeTest extends ConsumerTestSupport {

    private static final Map<String, Object> SAVED = Map.of(
            "text", "x", "number", new BigDecimal("1.10"), "flag", true, "time", Instant.EPOCH, "bytes", new byte[] {
                1, 2
            });
    private static final Map<String, Object> SECRET = Map.of(
            "Authorization", "secret",
            "Cookie", "secret",
            "X-Api-Key", "secret",
            "accessToken", "secret",
            "Content-Encoding", "br");

    @Test
    void itHasTheSubmittersHeadersButNoSecret() {
        Map<String, Object> headers = new HashMap<>(SAVED);
        headers.putAll(SECRET);
        submit("saved", headers);

        Message end = only("mock:saved");

        assertThat(end.getHeaders())
                .containsAllEntriesOf(SAVED)
                .doesNotContainKeys(SECRET.keySet().toArray(String[]::new));
    }

    @Test
    void ourHeadersGoOverTheSavedOnes() {
        template.request("pixelforge:relight?prompt=Soft light&jobGroup=saved", e -> {
            e.getMessage().setBody(PHOTO);
            e.getMessage().setHeader(PixelForgeConstants.STATUS, "NONSENSE");
            e.getMessage().setHeader(PixelForgeConstants.CHARGED, "nonsense");
            e.getMessage().setHeader(PixelForgeConstants.REDELIVERY_COUNTER, 17);
        });

        Message end = only("mock:saved");

        assertThat(end.getHeaders())
                .containsEntry(PixelForgeConstants.STATUS, "COMPLETED")
                .containsEntry(PixelForgeConstants.CHARGED, "yes")
                .containsEntry(PixelForgeConstants.REDELIVERY_COUNTER, 0)
                .containsEntry(PixelForgeConstants.JOB_GROUP, "saved")
                .containsEntry(PixelForgeConstants.DETECTED_BY, "poll");
    }

    @Test
    void theSubmittersOptionSaysWhichHeadersComeBack() {
        for (String option : List.of("none", "n*")) {
            getMockEndpoint("mock:saved").reset();
            template.request("pixelforge:relight?prompt=Soft light&jobGroup=saved&saveHeaders=" + option, e -> {
                e.getMessage().setBody(PHOTO);
                e.getMessage().setHeaders(new HashMap<>(SAVED));
            });

            assertThat(only("mock:saved").getHeaders().keySet())
                    .filteredOn(SAVED::containsKey)
                    .containsExactlyElementsOf(option.equals("none") ? List.of() : List.of("number"));
        }
    }

    @Test
    void theChangeToProcessingIsEmittedOnceWhereThatIsWanted() {
        String requestId = submit("progress");

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:progress").getReceivedExchanges())
                .extracting(e -> e.getMessage().getHeader(PixelForgeConstants.STATUS))
                .containsExactly("PROCESSING", "COMPLETED"));
        assertThat(requestIds("mock:progress")).containsOnly(requestId);
        await().until(() -> stored("progress", requestId).isEmpty());
    }

    @Test
    void itGoesToTheConsumerOfItsGroupOnly() {
        List<String> one = submit("saved", 2);
        List<String> other = submit("other", 2);

        await().untilAsserted(() -> {
            assertThat(requestIds("mock:saved")).containsExactlyInAnyOrderElementsOf(one);
            assertThat(requestIds("mock:other")).containsExactlyInAnyOrderElementsOf(other);
        });
    }

    private Message only(String mock) {
        await().until(() -> getMockEndpoint(mock).getReceivedCounter() == 1);
        Exchange exchange = getMockEndpoint(mock).getReceivedExchanges().get(0);
        return exchange.getMessage();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUME + "&jobGroup=saved").to("mock:saved");
                from(CONSUME + "&jobGroup=other").to("mock:other");
                from(CONSUME + "&jobGroup=progress&includeProgress=true").to("mock:progress");
            }
        };
    }
}
