package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutputHeadersTest extends PixelForgeTestSupport {

    private static final String KEYED = "?prompt=Soft light&idempotentKey=k1&jobGroup=g1";
    private static final Set<String> END = Set.of(
            "RequestId",
            "Status",
            "ModelId",
            "MediaUrl",
            "MediaUrls",
            "MediaType",
            "CreatedAt",
            "UpdatedAt",
            "CompletedAt",
            "Charged",
            "DetectedBy",
            "JobGroup");
    private static final Set<String> FAILURE = without(with(END, "Error"), "MediaUrl", "MediaUrls", "MediaType");

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(
                        "pixelforge:relight" + KEYED,
                        Set.of(
                                "RequestId",
                                "Status",
                                "PollingUrl",
                                "Charged",
                                "Duplicate",
                                "JobGroup",
                                "IdempotentKey"),
                        Map.of("Status", "QUEUED", "Charged", "unknown", "Duplicate", false)),
                Arguments.of(
                        "pixelforge:relight?prompt=Soft light",
                        Set.of("RequestId", "Status", "PollingUrl", "Charged", "Duplicate", "JobGroup"),
                        Map.of("JobGroup", "default")),
                Arguments.of(
                        "pixelforge:relight" + KEYED + "&awaitCompletion=true",
                        with(END, "PollingUrl", "Duplicate", "IdempotentKey"),
                        Map.of(
                                "Status", "COMPLETED",
                                "Charged", "yes",
                                "Duplicate", false,
                                "DetectedBy", "poll",
                                "MediaType", "image/png",
                                "JobGroup", "g1",
                                "IdempotentKey", "k1")),
                Arguments.of(
                        "pixelforge:relight?prompt=sandbox:fail&awaitCompletion=true",
                        with(FAILURE, "PollingUrl", "Duplicate"),
                        Map.of("Status", "FAILED", "Charged", "yes")),
                Arguments.of(
                        "pixelforge:relight?prompt=sandbox:error&awaitCompletion=true",
                        with(FAILURE, "PollingUrl", "Duplicate"),
                        Map.of("Status", "ERROR", "Charged", "no")),
                Arguments.of(
                        "pixelforge:generate" + KEYED,
                        Set.of(
                                "Status",
                                "MediaUrl",
                                "MediaUrls",
                                "Charged",
                                "Duplicate",
                                "DetectedBy",
                                "JobGroup",
                                "IdempotentKey"),
                        Map.of("Status", "COMPLETED", "Charged", "yes", "DetectedBy", "submit")),
                Arguments.of("direct:status", END, Map.of("Status", "COMPLETED", "Charged", "yes")),
                Arguments.of(
                        "direct:await",
                        with(END, "PollingUrl", "IdempotentKey"),
                        Map.of("Status", "COMPLETED", "IdempotentKey", "k1", "DetectedBy", "poll")));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void ofACallAreTheseAndNoOthers(String uri, Set<String> names, Map<String, Object> values) {
        Exchange exchange = template.request(uri, e -> e.getMessage().setBody(PHOTO));

        assertOutput(exchange, names, values);
    }

    @Test
    void ofTheConsumerAreTheseAndNoOthers() throws Exception {
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(1);

        template.sendBody("pixelforge:relight?prompt=Soft light&idempotentKey=k1&jobGroup=consumed", PHOTO);

        ends.assertIsSatisfied();
        assertOutput(
                ends.getExchanges().get(0),
                with(END, "PollingUrl", "IdempotentKey", "RedeliveryCounter"),
                Map.of(
                        "Status", "COMPLETED",
                        "Charged", "yes",
                        "JobGroup", "consumed",
                        "IdempotentKey", "k1",
                        "RedeliveryCounter", 0));
    }

    private static void assertOutput(Exchange exchange, Set<String> names, Map<String, Object> values) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        assertThat(headers.keySet().stream().filter(name -> name.startsWith(PixelForgeConstants.PREFIX)))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(PixelForgeConstants.PREFIX::concat).toList());
        values.forEach((name, value) -> assertThat(headers).containsEntry(PixelForgeConstants.PREFIX + name, value));
        if (names.contains("MediaUrls")) {
            assertThat(headers.get(PixelForgeConstants.MEDIA_URLS))
                    .isEqualTo(List.of(headers.get(PixelForgeConstants.MEDIA_URL)));
        }
        if (names.contains("CreatedAt")) {
            assertThat(headers.get(PixelForgeConstants.CREATED_AT)).isInstanceOf(Instant.class);
            assertThat(headers.get(PixelForgeConstants.COMPLETED_AT)).isInstanceOf(Instant.class);
        }
        if (names.contains("RequestId")) {
            assertThat(headers.get(PixelForgeConstants.REQUEST_ID))
                    .isEqualTo(GATEWAY.sandbox().ledger().entries().get(0).id());
        }
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(List.of(more));
        return all;
    }

    private static Set<String> without(Set<String> names, String... fewer) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(List.of(fewer));
        return rest;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String awaited = "pixelforge:relight" + KEYED + "&awaitCompletion=true";
                from("direct:status").to(awaited).to("pixelforge:status?jobGroup=g1");
                from("direct:await").to(awaited).to("pixelforge:await?jobGroup=g1");
                from("pixelforge:relight?jobGroup=consumed").to("mock:ends");
            }
        };
    }
}
