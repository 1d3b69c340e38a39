package io.pixelforge.camel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad answer to a question is not a bad job: it stays pending, is asked about more slowly, and completes. */
class MalformedStatusTest extends WireTestSupport {

    /** Several times, if its group were not paused. */
    private static final Duration ASKED_AGAIN_MEANWHILE = Duration.ofMillis(500);

    private static final int BAD_ANSWERS = 3;

    private final MemoryJobRepository repository = new MemoryJobRepository();

    /** Of each test its own, since a key that is refused pauses the whole group. */
    private String group;

    @BeforeEach
    void newGroup() {
        group = UUID.randomUUID().toString();
    }

    @Override
    protected void prepare(DefaultCamelContext context) {
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setJobRepository(repository);
        configuration.setInitialPollDelay(0);
        configuration.setPollInterval(1);
        configuration.setMaxPollInterval(20);
    }

    private static Map<String, Fault> badAnswers() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        StatusAnswersTest.unclean()
                .map(Arguments::get)
                .forEach(row -> faults.put((String) row[0], (Fault) ((Supplier<?>) row[1]).get()));
        faults.put("404", Fault.status(404));
        faults.put("429", Fault.status(429).retryAfter(0));
        faults.put("503 with Retry-After", Fault.status(503).retryAfter(0));
        return faults;
    }

    /** All at once, each fault for a job of its own, behind an error that holds all jobs until each fault was met. */
    @Test
    void leavesTheJobPendingUntilItCompletes() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));
        Map<String, String> requestIds = new LinkedHashMap<>();
        badAnswers().forEach((name, fault) -> {
            String requestId = submit();
            requestIds.put(name, requestId);
            GATEWAY.sandbox()
                    .faults()
                    .on(CallKind.STATUS)
                    .request(requestId)
                    .times(BAD_ANSWERS)
                    .play(fault);
        });
        await().until(() -> GATEWAY.sandbox().faults().pending() == 1);
        assertThat(requestIds)
                .allSatisfy((name, requestId) ->
                        assertThat(job(requestId).state()).as(name).isEqualTo(JobState.QUEUED));

        GATEWAY.sandbox().faults().clear();

        await().untilAsserted(() -> assertThat(requestIds)
                .allSatisfy((name, requestId) ->
                        assertThat(job(requestId).state()).as(name).isEqualTo(JobState.COMPLETED)));
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(requestIds.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void slowsTheQuestionsDown(int code) {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(code));

        String requestId = submit();

        await().until(() -> job(requestId).slowdown() >= 3);
        assertThat(job(requestId).state()).isEqualTo(JobState.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void ofTheKeyPausesTheQuestionsOfTheGroupAndFailsNoJob(int code) {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(code));

        String requestId = submit();

        await().during(ASKED_AGAIN_MEANWHILE).until(() -> questionsAbout(requestId) == 1);
        assertThat(job(requestId).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(requestId).slowdown()).as("which is no fault of the job").isZero();
    }

    private static long questionsAbout(String requestId) {
        return GATEWAY.sandbox().requests().stream()
                .filter(request -> request.path().endsWith(requestId))
                .count();
    }

    private String submit() {
        return send(uri(), null, Map.of()).getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    private String uri() {
        return "pixelforge:relight?" + MINIMUM + "&http.responseTimeout=1000&jobGroup=" + group;
    }

    private Job job(String requestId) {
        Scope scope = ComponentSeams.scope(group, GATEWAY.url());
        return repository.findByRequestId(scope, requestId).orElseThrow();
    }
}
