package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The spans that Camel's OpenTelemetry makes of submits, emissions and look-ups. */
class TracingTest {

    private static final String KEY = "secret-0123456789abcdef";
    private static final String SIGNATURE = "signature-0123456789abcdef";
    private static final String PHOTO = "https://example.com/photo.jpg?X-Amz-Signature=" + SIGNATURE;
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Map<String, Object> CALLER = Map.of("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light";

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ofMillis(20))
            .processingTime(Duration.ofMillis(20))
            .build());

    private final TestDatabase database = TestDatabase.h2InMemory();
    private final List<Exchange> emitted = new CopyOnWriteArrayList<>();

    @Test
    void theEndOfAJobContinuesTheTraceOfItsSubmitAfterARestart() throws Exception {
        SpanData submit;
        String requestId;
        try (TracedContext before = submitting(RELIGHT)) {
            requestId = requestId(before.send("direct:photos", PHOTO, CALLER));
            submit = span(before, "pixelforge:relight", "EVENT_SENT");
        }
        assertThat(submit.getTraceId()).isEqualTo(TRACE);
        assertThat(attributes(submit))
                .containsEntry("pixelforge.operation", "relight")
                .containsEntry("pixelforge.job_group", "default")
                .containsEntry("pixelforge.request_id", requestId)
                .containsEntry("pixelforge.status", "QUEUED")
                .containsEntry("pixelforge.charged", "unknown")
                .containsEntry("pixelforge.duplicate", "false");

        try (TracedContext after = consuming()) {
            SpanData emission = awaitSpan(after, "pixelforge:relight", "EVENT_RECEIVED");

            assertThat(emission.getTraceId()).isEqualTo(TRACE);
            assertThat(emission.getParentSpanId()).isEqualTo(submit.getSpanId());
            assertThat(attributes(emission))
                    .containsEntry("pixelforge.operation", "relight")
                    .containsEntry("pixelforge.job_group", "default")
                    .containsEntry("pixelforge.request_id", requestId)
                    .containsEntry("pixelforge.status", "COMPLETED")
                    .containsEntry("pixelforge.charged", "yes")
                    .containsEntry("pixelforge.detected_by", "poll")
                    .containsEntry("pixelforge.redelivery_counter", "0");
            assertNothingSecret(after);
        }
    }

    @Test
    void theCallsAreSeenWithinTheSubmitAndBeforeTheEmission() throws Exception {
        try (TracedContext context = submitting(RELIGHT + "&awaitCompletion=true&download=true")) {
            context.send("direct:photos", PHOTO, CALLER);

            SpanData submit = span(context, "pixelforge:relight", "EVENT_SENT");
            assertThat(child(context, "pixelforge:relight call").getParentSpanId())
                    .isEqualTo(submit.getSpanId());
            assertThat(child(context, "pixelforge download").getParentSpanId()).isEqualTo(submit.getSpanId());
        }
        SpanData submit;
        try (TracedContext before = submitting(RELIGHT)) {
            before.send("direct:photos", PHOTO, CALLER);
            submit = span(before, "pixelforge:relight", "EVENT_SENT");
        }
        try (TracedContext after = consuming()) {
            SpanData emission = awaitSpan(after, "pixelforge:relight", "EVENT_RECEIVED");

            SpanData download = child(after, "pixelforge download");
            assertThat(download.getParentSpanId()).isEqualTo(submit.getSpanId());
            assertThat(download.getEndEpochNanos()).isLessThanOrEqualTo(emission.getStartEpochNanos());
        }
    }

    @Test
    void aCallThatFailsIsSeenWithItsStatusCodeAndSoIsADownload() throws Exception {
        try (TracedContext context = context(nothing())) {
            GATEWAY.sandbox()
                    .faults()
                    .on(CallKind.SUBMIT)
                    .play(Fault.status(400).body("{\"error\":\"" + KEY + "\"}"));
            context.send(RELIGHT, PHOTO, Map.of());
            context.send(RELIGHT + "&awaitCompletion=true&download=true&maxDownloadSize=10", PHOTO, Map.of());

            assertThat(context.spans())
                    .filteredOn(span -> span.getName().equals("pixelforge:relight call"))
                    .extracting(TracingTest::attributes)
                    .anySatisfy(attributes -> assertThat(attributes)
                            .containsEntry("error", "true")
                            .containsEntry("http.status_code", "400"))
                    .anySatisfy(attributes -> assertThat(attributes).doesNotContainKey("error"));
            assertThat(attributes(child(context, "pixelforge download"))).containsEntry("error", "true");
            assertNothingSecret(context);
        }
    }

    @Test
    void alsoWhereNoOtherHeaderComesBack() throws Exception {
        try (TracedContext before = submitting(RELIGHT + "&saveHeaders=none")) {
            before.send(
                    "direct:photos",
                    PHOTO,
                    Map.of("traceparent", CALLER.get("traceparent"), "tracestate", "a=b", "order", "42"));
        }

        try (TracedContext after = consuming()) {
            assertThat(awaitSpan(after, "pixelforge:relight", "EVENT_RECEIVED").getTraceId())
                    .isEqualTo(TRACE);
            assertThat(emitted).hasSize(1);
            assertThat(emitted.get(0).getMessage().getHeaders())
                    .containsEntry("tracestate", "a=b")
                    .doesNotContainKey("order");
        }
    }

    @Test
    void anEmissionIsDescribedByItsOwnJobThoughItsRouteSubmitsAnother() throws Exception {
        try (TracedContext context = context(new RouteBuilder() {
            @Override
            public void configure() {
                from(RELIGHT + "&delay=20")
                        .filter(header("again").isNull())
                        .setHeader("again", constant(true))
                        .setBody(constant(PHOTO))
                        .to(RELIGHT + "&delay=20");
            }
        })) {
            String first = requestId(context.send(RELIGHT + "&delay=20", PHOTO, Map.of()));
            await().until(() ->
                    spans(context, "pixelforge:relight", "EVENT_RECEIVED").size() == 2);

            List<SpanData> submits = spans(context, "pixelforge:relight", "EVENT_SENT");
            String second = requestId(submits.get(1));
            assertThat(submits).extracting(TracingTest::requestId).containsExactly(first, second);
            assertThat(spans(context, "pixelforge:relight", "EVENT_RECEIVED"))
                    .extracting(TracingTest::requestId)
                    .containsExactlyInAnyOrder(first, second);
            assertThat(first).isNotEqualTo(second);
        }
    }

    @Test
    void aLookUpIsSeen() throws Exception {
        try (TracedContext context = context(nothing())) {
            String requestId = requestId(context.send(RELIGHT, PHOTO, Map.of()));
            context.send("pixelforge:status", requestId, CALLER);

            SpanData status = span(context, "pixelforge:status", "EVENT_SENT");
            assertThat(status.getTraceId()).isEqualTo(TRACE);
            assertThat(attributes(status))
                    .containsEntry("pixelforge.operation", "status")
                    .containsEntry("pixelforge.request_id", requestId)
                    .containsKey("pixelforge.status");
        }
    }

    @Test
    void aFailureIsSeenWithoutTheKeyThatTheGatewayRepeats() throws Exception {
        try (TracedContext context = context(nothing())) {
            GATEWAY.sandbox()
                    .faults()
                    .on(CallKind.SUBMIT)
                    .play(Fault.status(403).body("{\"error\":\"Bad key " + KEY + " for " + PHOTO + "\"}"));
            context.send(RELIGHT + "&apiKey=" + KEY + "&http.proxyAuthPassword=" + KEY, PHOTO, Map.of());

            SpanData submit = span(context, "pixelforge:relight", "EVENT_SENT");
            assertThat(submit.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(attributes(submit)).containsEntry("pixelforge.charged", "no");
            assertThat(submit.getEvents().toString()).contains("Check the option apiKey");
            assertNothingSecret(context);
        }
    }

    @Test
    void anInterceptedEndpointIsTracedAsWell() throws Exception {
        try (TracedContext context = context(new RouteBuilder() {
            @Override
            public void configure() {
                interceptSendToEndpoint("pixelforge:*")
                        .skipSendToOriginalEndpoint()
                        .log("skipped");
                from("direct:photos").to(RELIGHT);
            }
        })) {
            context.send("direct:photos", PHOTO, CALLER);

            assertThat(context.spans()).isNotEmpty().allMatch(span -> span.getTraceId()
                    .equals(TRACE));
            assertThat(context.spans()).anyMatch(span -> span.getName().startsWith("pixelforge"));
        }
    }

    private static void assertNothingSecret(TracedContext context) {
        assertThat(context.spans())
                .isNotEmpty()
                .noneMatch(span -> span.toString().contains(KEY))
                .noneMatch(span -> span.toString().contains(SIGNATURE));
    }

    private TracedContext submitting(String uri) throws Exception {
        return context(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:photos").to(uri);
            }
        });
    }

    private TracedContext consuming() throws Exception {
        return context(new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?delay=20&download=true").process(exchange -> emitted.add(exchange.copy()));
            }
        });
    }

    private static RouteBuilder nothing() {
        return new RouteBuilder() {
            @Override
            public void configure() {}
        };
    }

    private TracedContext context(RouteBuilder routes) throws Exception {
        return new TracedContext(database, GATEWAY.url(), KEY, routes);
    }

    private static SpanData awaitSpan(TracedContext context, String name, String op) {
        await().until(() -> spans(context, name, op).size() == 1);
        return span(context, name, op);
    }

    private static SpanData child(TracedContext context, String name) {
        List<SpanData> spans = context.spans().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private static SpanData span(TracedContext context, String name, String op) {
        List<SpanData> spans = spans(context, name, op);
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private static List<SpanData> spans(TracedContext context, String name, String op) {
        return context.spans().stream()
                .filter(span -> span.getName().equals(name))
                .filter(span -> op.equals(attribute(span, "op")))
                .toList();
    }

    private static Map<String, String> attributes(SpanData span) {
        Map<String, String> attributes = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), String.valueOf(value)));
        return attributes;
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static String requestId(SpanData span) {
        return attribute(span, "pixelforge.request_id");
    }

    private static String requestId(Exchange exchange) {
        return exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }
}
