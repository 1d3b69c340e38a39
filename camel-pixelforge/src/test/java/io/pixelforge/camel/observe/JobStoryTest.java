package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ConsumerTestSupport;
import io.pixelforge.camel.LogRecorder;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log tells what became of a job, with one line for each step; a route may be quicker than the line before it. */
class JobStoryTest extends ConsumerTestSupport {

    private static final String LOGGER = "io.pixelforge.camel.jobs.JobLog ";

    private final LogRecorder log = new LogRecorder();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setInitialPollDelay(100); // the gateway has begun by then
        configuration.setMaximumRedeliveries(1);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUME + "&jobGroup=well").to("mock:well");
                from("direct:publish")
                        .throwException(
                                new FileNotFoundException("no bucket at https://me:secret@s3.example/b?sig=secret"));
                from(CONSUME + "&jobGroup=failing").throwException(new IllegalStateException("no room"));
            }
        };
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void eachStepOfAJobIsOneLine() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(Fault.statusWord("PROCESSING"));
        getMockEndpoint("mock:well").expectedMessageCount(1);

        String requestId = submit("well");

        getMockEndpoint("mock:well").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(story(requestId))
                .containsExactlyInAnyOrder(
                        "DEBUG relight job JOB of group well: RESERVED",
                        "DEBUG relight job JOB of group well: SUBMITTING",
                        "INFO request ID of group well: QUEUED at the service, as job JOB",
                        "DEBUG request ID of group well: PROCESSING",
                        "INFO request ID of group well: COMPLETED, seen by poll",
                        "DEBUG request ID of group well: delivered to a consumer",
                        "INFO request ID of group well: acknowledged"));
    }

    @Test
    void soIsEachStepOfOneThatEndedBadlyAndThatNoRouteTakes() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("no light"));
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(Fault.statusWord("PROCESSING"));

        String requestId = submit("failing");

        await().untilAsserted(
                        () -> assertThat(story(requestId)).last().asString().contains("parked"));
        Job parked = stored("failing", requestId).orElseThrow();
        new JobDecisions(repository).drop(parked.id());
        assertThat(story(requestId).stream()
                        .skip(4)
                        .map(line -> line.replaceAll("at \\d.*", "at TIME"))
                        .toList())
                .containsExactlyInAnyOrder(
                        "INFO request ID of group failing: FAILED, seen by poll: no light",
                        "DEBUG request ID of group failing: delivered to a consumer",
                        "INFO request ID of group failing: the exchange with its end has failed, it is offered again at TIME",
                        "DEBUG request ID of group failing: delivered to a consumer",
                        "WARN request ID of group failing: parked, its end was offered 2 times in vain",
                        "INFO request ID of group failing: acknowledged");
    }

    @Test
    void aDoubtAndARefusalAreSaidOfTheJobThatHasNoRequestId() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(400));
        for (int i = 0; i < 2; i++) {
            template.request("pixelforge:relight?prompt=Soft light&jobGroup=doubt&idempotentKey=${header.key}", e -> {
                e.getMessage().setBody(PHOTO);
                e.getMessage().setHeaders(Map.of("key", e.getExchangeId()));
            });
        }

        List<String> lines = lines().map(line ->
                        line.replaceAll("job \\S+ \\(key \\S+\\)", "job JOB").replaceAll(": (It|The) .*", ": ..."))
                .toList();
        assertThat(lines)
                .containsExactly(
                        "DEBUG relight job JOB of group doubt: RESERVED",
                        "DEBUG relight job JOB of group doubt: SUBMITTING",
                        "WARN relight job JOB of group doubt: UNKNOWN: ...",
                        "DEBUG relight job JOB of group doubt: RESERVED",
                        "DEBUG relight job JOB of group doubt: SUBMITTING",
                        "INFO relight job JOB of group doubt: not accepted by the service, and not kept: ...");
    }

    @Test
    void whatWasNotSentIsNotSaidToBeRefused() {
        template.request(
                "pixelforge:relight?prompt=Soft light&jobGroup=unsent&publishUri=direct:publish",
                e -> e.getMessage().setBody(TestPictures.png()));

        assertThat(lines().map(line -> line.replaceAll("job \\S+", "job JOB")).toList())
                .containsExactly(
                        "DEBUG relight job JOB of group unsent: RESERVED",
                        "INFO relight job JOB of group unsent: not sent to the service, and not kept:"
                                + " java.io.FileNotFoundException: no bucket at https://s3.example/b?...");
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
    }

    /** All lines with a request's id, and those with the id of ours that one of them names. */
    private List<String> story(String requestId) {
        String ours = stream(requestId)
                .filter(line -> line.contains(" as job "))
                .map(line -> line.replaceFirst(".* as job ", ""))
                .findFirst()
                .orElseThrow();
        return lines().filter(line -> line.contains(requestId) || line.contains(ours))
                .map(line -> line.replace(requestId, "ID").replace(ours, "JOB"))
                .toList();
    }

    private Stream<String> stream(String requestId) {
        return lines().filter(line -> line.contains(requestId));
    }

    private Stream<String> lines() {
        return log.lines().stream()
                .filter(line -> line.contains(LOGGER))
                .map(line -> line.replaceFirst(" .*" + LOGGER + "PixelForge", ""));
    }
}
