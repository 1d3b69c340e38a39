package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.RateLimitException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.camel.jobs.Delivery;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobSpec;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.camel.wire.WireTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a key in the repository after each kind of answer to its POST. */
class KeyAfterARefusalTest extends WireTestSupport {

    private final MemoryJobRepository repository = new MemoryJobRepository();

    @Override
    protected void prepare(DefaultCamelContext context) {
        context.getComponent("pixelforge", PixelForgeComponent.class)
                .getConfiguration()
                .setJobRepository(repository);
    }

    static Stream<Arguments> refused() {
        return kinds(
                Map.entry("400", () -> Fault.status(400)),
                Map.entry("401", () -> Fault.status(401)),
                Map.entry("402", Fault::insufficientBalance),
                Map.entry("403", () -> Fault.status(403)),
                Map.entry("404", () -> Fault.status(404)),
                Map.entry("422", () -> Fault.status(422)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refused")
    void aRefusalFreesTheKey(CallKind kind, String name, Supplier<Fault> fault) {
        String key = UUID.randomUUID().toString();
        GATEWAY.sandbox().faults().on(kind).play(fault.get());

        Exchange refused = send(uri(kind, key), null, Map.of());

        assertThat(refused.getException()).isInstanceOf(PixelForgeException.class);
        assertThat(refused.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("no");
        assertThat(holder(kind, key)).isEmpty();
        assertThat(posts()).isEqualTo(1);
        assertThat(send(uri(kind, key), null, Map.of()).getMessage().getHeader(PixelForgeConstants.DUPLICATE))
                .isEqualTo(false);
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    static Stream<Arguments> inDoubt() {
        return kinds(
                Map.entry("500", () -> Fault.status(500)),
                Map.entry("502 HTML", () -> Fault.html(502)),
                Map.entry("503", () -> Fault.status(503)),
                Map.entry("302", () -> Fault.redirect(GATEWAY.url() + "/elsewhere")),
                Map.entry("reset", Fault::reset),
                Map.entry("reset after acceptance", Fault::acceptedThenReset),
                Map.entry("cut", Fault::halfBody),
                Map.entry("empty", Fault::emptyBody),
                Map.entry("time-out", () -> Fault.delay(Duration.ofSeconds(3))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("inDoubt")
    void aDoubtKeepsTheKeyAndIsNeverSentAgain(CallKind kind, String name, Supplier<Fault> fault) {
        String key = UUID.randomUUID().toString();
        GATEWAY.sandbox().faults().on(kind).play(fault.get());

        Exchange first = send(uri(kind, key), null, Map.of());
        Exchange second = send(uri(kind, key), null, Map.of());

        assertThat(first.getException()).isInstanceOf(SubmissionUnknownException.class);
        assertThat(first.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("unknown");
        assertThat(second.getException()).isInstanceOf(SubmissionUnknownException.class);
        assertThat(holder(kind, key)).map(Job::state).hasValue(JobState.UNKNOWN);
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMIT", "GENERATE"})
    void whatWasNotAcceptedIsTriedAgainAndThenAccepted(CallKind kind) {
        String key = UUID.randomUUID().toString();
        GATEWAY.sandbox().faults().on(kind).play(Fault.status(429).retryAfter(0));
        GATEWAY.sandbox().faults().on(kind).play(Fault.status(503).retryAfter(0));

        Exchange exchange = send(uri(kind, key), null, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(posts()).isEqualTo(3);
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
        assertThat(holder(kind, key))
                .map(Job::state)
                .hasValue(kind == CallKind.SUBMIT ? JobState.QUEUED : JobState.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMIT", "GENERATE"})
    void whatIsNeverAcceptedIsGivenUpAndFreesTheKey(CallKind kind) {
        String key = UUID.randomUUID().toString();
        GATEWAY.sandbox().faults().on(kind).always().play(Fault.status(503).retryAfter(0));

        Exchange exchange = send(uri(kind, key), null, Map.of());

        assertThat(exchange.getException()).isInstanceOf(RateLimitException.class);
        assertThat(((PixelForgeException) exchange.getException()).getHttpResponseCode())
                .isEqualTo(503);
        assertThat(posts()).isEqualTo(5);
        assertThat(holder(kind, key)).isEmpty();
        assertThat(GATEWAY.sandbox().ledger().charges()).isZero();
    }

    @Test
    void aRequestThatIsRefusedBeforeAnyCallHoldsNoKey() {
        String key = UUID.randomUUID().toString();

        assertThat(refusal(uri(CallKind.SUBMIT, key), null, Map.of(PixelForgeConstants.NUM_IMAGES, 5)))
                .isInstanceOf(PixelForgeException.class)
                .isNotInstanceOf(GatewayException.class);
        assertThat(holder(CallKind.SUBMIT, key)).isEmpty();
        assertThat(GATEWAY.sandbox().counters().submits()).isZero();
    }

    @SafeVarargs
    private static Stream<Arguments> kinds(Map.Entry<String, Supplier<Fault>>... rows) {
        return Stream.of(rows).flatMap(row -> Stream.of(CallKind.SUBMIT, CallKind.GENERATE)
                .map(kind -> Arguments.of(kind, row.getKey(), row.getValue())));
    }

    private static String uri(CallKind kind, String key) {
        return "pixelforge:" + operation(kind) + "?http.responseTimeout=1000&idempotentKey=" + key + "&" + MINIMUM;
    }

    private static String operation(CallKind kind) {
        return kind == CallKind.SUBMIT ? "relight" : "generate";
    }

    private static int posts() {
        return (int) GATEWAY.sandbox().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    /** The job that holds a key, found by trying to take it. */
    private Optional<Job> holder(CallKind kind, String key) {
        Scope scope = ComponentSeams.scope("default", GATEWAY.url());
        JobSpec spec = new JobSpec(
                UUID.randomUUID().toString(),
                scope,
                operation(kind),
                key,
                "",
                new PixelForgeConfiguration().submitOptions(1),
                Map.of(),
                Instant.now());
        Job probe = Job.reserved(spec, Delivery.WAITER);
        Job holder = repository.reserve(probe, "test", Duration.ofMinutes(1));
        if (!holder.id().equals(probe.id())) {
            return Optional.of(holder);
        }
        repository.remove(holder);
        return Optional.empty();
    }
}
