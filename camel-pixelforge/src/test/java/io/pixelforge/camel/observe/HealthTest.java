package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.StoppedClockTestSupport;
import io.pixelforge.camel.jobs.Delegation;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/** What health says of the gateway, the key, jobs and the repository, by what was seen anyway. */
class HealthTest extends StoppedClockTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light";
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JobRepository repository = new MemoryJobRepository(clock, 1_000);
    private volatile boolean away;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("pixelforge", PixelForgeComponent.class).setMaxPendingAge(600_000);
        return context;
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setJobRepository(breakable());
        configuration.setMaximumRedeliveries(0);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pixelforge:relight?initialDelay=0&delay=20&jobGroup=failing")
                        .throwException(new IllegalStateException("no room"));
            }
        };
    }

    @Test
    void allIsWellAtFirst() {
        assertThat(HealthCheckHelper.invoke(context, "full"))
                .filteredOn(result -> result.getCheck().getGroup().equals("pixelforge"))
                .hasSize(6)
                .allSatisfy(result -> assertThat(result.getState()).isEqualTo(State.UP));
        assertThat(GATEWAY.sandbox().requests()).as("health asks nothing").isEmpty();
    }

    @Test
    void aGatewayThatDoesNotAnswerIsDownUntilItAnswersAgain() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).times(5).play(Fault.status(500));
        String requestId = submit(RELIGHT);
        for (int failures = 1; failures <= 4; failures++) {
            int so = failures;
            clock.advance(Duration.ofSeconds(1));
            await().until(() -> GATEWAY.sandbox().counters().statusCalls() == so
                    && repository
                                    .findByState("default", JobState.QUEUED, 1)
                                    .get(0)
                                    .slowdown()
                            == so);
        }
        assertThat(health("gateway").getState()).as("it may be chance").isEqualTo(State.UP);

        clock.advance(Duration.ofSeconds(1));
        await().until(() -> health("gateway").getState() == State.DOWN);

        assertThat(message("gateway")).contains("does not answer", "nothing is lost", "Check the network");
        assertThat(health("gateway").getDetails())
                .containsEntry(
                        "default.gateway",
                        ComponentSeams.scope("default", GATEWAY.url()).origin())
                .containsKey("default.since")
                .hasEntrySatisfying(
                        "default.said", said -> assertThat(said.toString()).contains(requestId, "500"));
        assertThat(isReady()).isTrue();
        await().until(() -> {
            clock.advance(Duration.ofSeconds(20));
            return health("gateway").getState() == State.UP;
        });
    }

    @Test
    void aKeyThatIsRefusedIsDownUntilItIsAccepted() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(401));
        submit(RELIGHT);

        assertThat(health("key").getState()).isEqualTo(State.DOWN);
        assertThat(message("key")).contains("refuses the key", "apiKey");
        assertThat(health("key").getDetails())
                .containsEntry("default.since", clock.instant().toString())
                .hasEntrySatisfying(
                        "default.said",
                        said -> assertThat(said.toString()).contains("401").doesNotContain(KEY));
        assertThat(health("gateway").getState()).as("it does answer").isEqualTo(State.UP);
        assertThat(isReady()).isTrue();

        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(400));
        submit(RELIGHT);

        assertThat(health("key").getState()).as("a bad request, but of ours").isEqualTo(State.UP);
    }

    @Test
    void aJobThatIsPendingForTooLongIsSaid() {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.statusWord("QUEUED"));
        String since = clock.instant().toString();
        submit(RELIGHT);
        submit(RELIGHT);
        clock.advance(Duration.ofMinutes(10));
        assertThat(health("pending").getState()).isEqualTo(State.UP);

        clock.advance(FRESH);

        assertThat(health("pending").getState()).isEqualTo(State.DOWN);
        assertThat(message("pending")).contains("maxPendingAge", "pixelforge-gateway", "at the service");
        assertThat(health("pending").getDetails())
                .containsEntry("default.pending", 2)
                .containsEntry("default.since", since);
        assertThat(isReady()).isTrue();
    }

    @Test
    void aJobInDoubtIsSaidUntilSomebodyDecides() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());
        submit(RELIGHT);

        assertThat(health("undecided").getState()).isEqualTo(State.DOWN);
        assertThat(message("undecided")).contains("decision", "declareAccepted");
        assertThat(health("undecided").getDetails())
                .containsEntry("default.inDoubt", 1)
                .containsEntry("default.parked", 0)
                .containsEntry("default.since", clock.instant().toString());
        assertThat(isReady()).isTrue();

        new JobDecisions(repository)
                .declareNotAccepted(repository.findUndecided(1).get(0).id());
        clock.advance(FRESH);

        assertThat(health("undecided").getState()).isEqualTo(State.UP);
    }

    @Test
    void aParkedJobIsSaidUntilSomebodyDecides() {
        submit(RELIGHT + "&jobGroup=failing");
        await().until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return repository.findByState("failing", JobState.COMPLETED, 1).stream()
                    .anyMatch(job -> job.isUndecided() && job.lease().owner() == null);
        });
        clock.advance(FRESH);

        assertThat(health("undecided").getState()).isEqualTo(State.DOWN);
        assertThat(message("undecided")).contains("emitAgain");
        assertThat(health("undecided").getDetails())
                .containsEntry("failing.parked", 1)
                .containsEntry("failing.inDoubt", 0);

        new JobDecisions(repository).drop(repository.findUndecided(1).get(0).id());
        clock.advance(FRESH);

        assertThat(health("undecided").getState()).isEqualTo(State.UP);
    }

    @Test
    void aNodeWithoutItsRepositoryIsNotReady() {
        submit(RELIGHT);
        away = true;
        clock.advance(FRESH);

        await().until(() -> health("repository").getState() == State.DOWN);

        assertThat(message("repository")).contains("cannot be used", "before anything is sent", "database");
        assertThat(health("repository").getDetails()).containsKey("default.since");
        assertThat(health("repository").getDetails().toString())
                .as("what the database says is for the log")
                .doesNotContain("nobody there");
        assertThat(isReady()).isFalse();
        assertThat(health("pending").getState()).isEqualTo(State.UNKNOWN);
        assertThat(health("undecided").getState()).isEqualTo(State.UNKNOWN);

        away = false;
        await().until(() -> {
            clock.advance(FRESH);
            return health("repository").getState() == State.UP;
        });
        assertThat(isReady()).isTrue();
    }

    @Test
    void theTroubleOfAnEndpointThatIsGoneIsOver() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tenant").routeId("tenant").to("pixelforge:relight?prompt=Soft light&jobGroup=tenant");
            }
        });
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(401));
        submit("direct:tenant");
        assertThat(health("key").getState()).isEqualTo(State.DOWN);

        context.getRouteController().stopRoute("tenant");
        context.removeRoute("tenant");
        context.removeEndpoints("pixelforge:*");

        assertThat(health("key").getState()).isEqualTo(State.UP);
    }

    private String submit(String uri) {
        return template.request(uri, e -> e.getMessage().setBody(PHOTO))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    private HealthCheck.Result health(String name) {
        return HealthCheckHelper.invoke(context, "full").stream()
                .filter(result -> result.getCheck().getId().equals("pixelforge-" + name))
                .findFirst()
                .orElseThrow();
    }

    private String message(String name) {
        return health(name).getMessage().orElseThrow();
    }

    private boolean isReady() {
        return HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(context, "full"), true);
    }

    private JobRepository breakable() {
        return (JobRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new IllegalStateException("nobody there");
                    }
                    return Delegation.call(repository, method, arguments);
                });
    }
}
