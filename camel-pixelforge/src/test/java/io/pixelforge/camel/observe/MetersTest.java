package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pixelforge.camel.ConsumerTestSupport;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class MetersTest extends ConsumerTestSupport {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("anyName", registry);
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUME + "&jobGroup=photos").to("mock:ends");
                from(CONSUME + "&jobGroup=pictures&download=true").to("mock:pictures");
                from(CONSUME + "&jobGroup=failing&maximumRedeliveries=0")
                        .throwException(new IllegalStateException("no room"));
            }
        };
    }

    @Test
    void eachJobIsCountedOnceWithItsEndAndWhetherItWasCharged() throws Exception {
        play(CallKind.SUBMIT, Fault.jobFails("no light"), Fault.jobFails("no light"), Fault.jobErrors("no machine"));
        play(CallKind.SUBMIT, Fault.acceptedThenReset(), Fault.status(400));
        play(CallKind.GENERATE, Fault.acceptedThenStatus(500));
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(6);

        submit("photos", 8);
        for (int i = 0; i < 3; i++) {
            template.request("pixelforge:generate?prompt=A lamp&jobGroup=photos", e -> e.getMessage()
                    .setBody(PHOTO));
        }

        ends.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(counted("jobs.undelivered")).containsEntry("group=photos", 0.0));
        assertThat(counted("jobs.submitted"))
                .containsEntry("group=photos operation=relight", 6.0)
                .containsEntry("group=photos operation=generate", 2.0)
                .containsEntry("group=pictures operation=relight", 0.0);
        assertThat(of("photos", counted("jobs.completed")))
                .isEqualTo(Map.of(
                        "operation=relight status=COMPLETED", 3.0,
                        "operation=relight status=FAILED", 2.0,
                        "operation=relight status=ERROR", 1.0,
                        "operation=generate status=COMPLETED", 2.0));
        assertThat(of("photos", counted("jobs.charged")))
                .isEqualTo(Map.of(
                        "charged=yes operation=relight", 5.0,
                        "charged=no operation=relight", 1.0,
                        "charged=unknown operation=relight", 1.0,
                        "charged=yes operation=generate", 2.0,
                        "charged=unknown operation=generate", 1.0));
        assertThat(counted("jobs.unknown")).containsEntry("group=photos", 2.0);
        assertThat(GATEWAY.sandbox().ledger().charges())
                .as("what the service says, both POSTs in doubt included")
                .isEqualTo(5 + 1 + 2 + 1);
    }

    @Test
    void eachCallIsCountedWithTheCodeOfItsAnswer() throws Exception {
        play(CallKind.SUBMIT, Fault.reset(), Fault.status(402));
        play(CallKind.STATUS, Fault.status(500), Fault.htmlBody());
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedMessageCount(2);

        submit("photos", 4);
        template.request(
                "pixelforge:generate?prompt=A lamp", e -> e.getMessage().setBody(PHOTO));
        template.request("pixelforge:status", e -> e.getMessage().setBody("not an id/"));

        ends.assertIsSatisfied();
        double asked = GATEWAY.sandbox().counters().statusCalls() - 1.0;
        assertThat(counted("requests"))
                .isEqualTo(Map.of(
                        "call=relight code=202", 2.0,
                        "call=relight code=402", 1.0,
                        "call=relight code=none", 1.0,
                        "call=generate code=200", 1.0,
                        "call=status code=500", 1.0,
                        "call=status code=200", asked));
        assertThat(registry.get("camel.pixelforge.requests").timers())
                .allSatisfy(timer ->
                        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive());
    }

    @Test
    void downloadedBytesAreAdded() throws Exception {
        play(CallKind.MEDIA, Fault.status(503));
        MockEndpoint pictures = getMockEndpoint("mock:pictures");
        pictures.expectedMessageCount(2);

        submit("pictures", 2);

        pictures.assertIsSatisfied();
        double bytes = 0;
        for (Exchange exchange : pictures.getReceivedExchanges()) {
            bytes += exchange.getMessage().getBody(StreamCache.class).length();
        }
        assertThat(registry.get("camel.pixelforge.downloads.bytes").summary().totalAmount())
                .isEqualTo(bytes)
                .isPositive();
        assertThat(registry.get("camel.pixelforge.downloads.bytes").summary().count())
                .isEqualTo(2);
    }

    @Test
    void aRequestOfSomebodyElseIsNotCounted() throws Exception {
        String requestId = submit("pictures");
        Job theirs = stored("pictures", requestId).orElseThrow();
        await().until(() -> repository.find(theirs.id()).isEmpty());

        template.requestBody("pixelforge:await?jobGroup=photos", requestId);

        assertThat(of("photos", counted("jobs.completed"))).isEmpty();
        assertThat(of("pictures", counted("jobs.completed")))
                .isEqualTo(Map.of("operation=relight status=COMPLETED", 1.0));
    }

    @Test
    void whatNobodyTakesIsShownAsParked() {
        submit("failing");

        await().until(() -> repository.count("failing").parked() == 1);
        assertThat(counted("jobs.parked")).containsEntry("group=failing", 1.0);
    }

    @Test
    void noTagIsOfASingleJob() throws Exception {
        getMockEndpoint("mock:pictures").expectedMessageCount(1);
        submit("pictures");
        getMockEndpoint("mock:pictures").assertIsSatisfied();

        assertThat(registry.getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> id.getName().startsWith("camel.pixelforge"))
                        .flatMap(id -> id.getTags().stream())
                        .map(Tag::getKey)
                        .distinct())
                .containsExactlyInAnyOrder("group", "operation", "status", "charged", "detectedBy", "call", "code");
    }

    @Test
    void gaugesGoWithTheComponent() {
        assertThat(counted("jobs.pending")).hasSize(3);

        context.removeComponent("pixelforge");

        assertThat(registry.find("camel.pixelforge.jobs.pending").gauges()).isEmpty();
    }

    private static void play(CallKind kind, Fault... faults) {
        for (Fault fault : faults) {
            GATEWAY.sandbox().faults().on(kind).play(fault);
        }
    }

    /** The values of a meter by its tags. */
    private Map<String, Double> counted(String name) {
        return registry.get("camel.pixelforge." + name).meters().stream()
                .collect(Collectors.toMap(
                        meter -> meter.getId().getTags().stream()
                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                .collect(Collectors.joining(" ")),
                        meter -> meter.measure().iterator().next().getValue()));
    }

    /** Those of a group, without what is 0. */
    private static Map<String, Double> of(String group, Map<String, Double> all) {
        Map<String, Double> some = new TreeMap<>();
        all.forEach((tags, value) -> {
            List<String> words = List.of(tags.split(" "));
            if (words.contains("group=" + group) && value > 0) {
                some.put(
                        words.stream()
                                .filter(word -> !word.startsWith("group="))
                                .collect(Collectors.joining(" ")),
                        value);
            }
        });
        return some;
    }
}
