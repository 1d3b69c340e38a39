package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad answer to a question is not a bad job: it stays pending, is asked about more slowly, and completes. */
class MalformedStatusTest extends WireTestSupport {

    private static final int BAD_ANSWERS = 3;

    private final MemoryJobRepository repository = new MemoryJobRepository();

    /** Of each test its own, since a key that is refused pauses the whole group. */
    private String group;

    @BeforeEach
    void newGroup() {
        group = UUID.randomUUID().toString();
    }

    @Override
    void prepare(DefaultCamelContext context) {
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setJobRepository(repository);
        configuration.setInitialPollDelay(0);
        configuration.setPollInterval(1);
        configuration.setMaxPollInterval(20);
    }

    static Stream<Arguments> badAnswers() {
        return Stream.concat(
                StatusAnswersTest.unclean(),
                Stream.<Map.Entry<String, Supplier<Fault>>>of(
                                Map.entry("404", () -> Fault.status(404)),
                                Map.entry("429", () -> Fault.status(429).retryAfter(0)),
                                Map.entry("503 with Retry-After", () -> Fault.status(503)
                                        .retryAfter(0)))
                        .map(row -> Arguments.of(row.getKey(), row.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void leavesTheJobPendingUntilItCompletes(String name, Supplier<Fault> fault) {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).times(BAD_ANSWERS).play(fault.get());

        Exchange exchange = send(uri() + "&awaitCompletion=true&http.responseTimeout=1000", null, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(PixelForgeJob.class).status()).isEqualTo("COMPLETED");
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isGreaterThan(BAD_ANSWERS);
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
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

        await().until(() -> job(requestId).slowdown() == 1);
        assertThat(job(requestId).state()).isEqualTo(JobState.QUEUED);
        assertThat(GATEWAY.sandbox().requests())
                .filteredOn(request -> request.path().endsWith(requestId))
                .hasSize(1);
    }

    private String submit() {
        return send(uri(), null, Map.of()).getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    private String uri() {
        return "pixelforge:relight?" + MINIMUM + "&jobGroup=" + group;
    }

    private Job job(String requestId) {
        Scope scope = new Scope(group, ConfigurationCheck.origin(URI.create(GATEWAY.url())));
        return repository.findByRequestId(scope, requestId).orElseThrow();
    }
}
