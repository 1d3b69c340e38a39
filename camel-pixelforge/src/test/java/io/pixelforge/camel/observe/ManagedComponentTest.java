package io.pixelforge.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ConsumerTestSupport;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeDevConsole;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobRepositoryException;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

/** What operators see and do through JMX, on a real MBean server. */
class ManagedComponentTest extends ConsumerTestSupport {

    private static final String UNREADABLE = "the job repository cannot be read now, the log says why";
    private static final String SECRET = "secret-0123456789abcdef";

    /** Looks once a minute unless it is told to. */
    private static final String WOKEN = "pixelforge:relight?initialDelay=0&delay=60000";

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final AtomicBoolean failing = new AtomicBoolean(true);
    private final AtomicBoolean away = new AtomicBoolean();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setJobRepository((JobRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new JobRepositoryException("Cannot reach jdbc:h2:jobs;PASSWORD=" + SECRET, null);
                    }
                    return method.invoke(repository, arguments);
                }));
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @Test
    void aPausedGroupIsNotAskedAboutUntilItIsResumed() throws Exception {
        invoke("pauseGroup", "plain");
        String paused = submit("plain");
        List<String> others = submit("other", 3);
        await().until(() -> others.stream().allMatch(id -> stored("other", id).isEmpty()));

        assertThat(group("plain")).containsEntry("paused", true).containsEntry("queued", 1);
        assertThat(group("other")).containsEntry("paused", false);
        assertThat(GATEWAY.sandbox().requests())
                .noneMatch(request -> request.path().endsWith(paused));
        assertThat(stored("plain", paused)).get().extracting(Job::state).isEqualTo(JobState.QUEUED);

        invoke("resumeGroup", "plain");

        await().untilAsserted(() -> assertThat(requestIds("mock:plain")).containsExactly(paused));
        assertThat(group("plain")).containsEntry("paused", false);
    }

    @Test
    void theEndsOfAPausedGroupAreNotEmittedUntilItIsResumed() throws Exception {
        context.getRouteController().stopRoute("plain");
        String paused = submit("plain");
        await().until(() -> stored("plain", paused).orElseThrow().state() == JobState.COMPLETED);
        invoke("pauseGroup", "plain");
        context.getRouteController().startRoute("plain");
        List<String> others = submit("other", 3);
        await().until(() -> others.stream().allMatch(id -> stored("other", id).isEmpty()));

        assertThat(requestIds("mock:plain")).isEmpty();
        assertThat(group("plain")).containsEntry("undelivered", 1);

        invoke("resumeGroup", "plain");

        await().until(() -> stored("plain", paused).isEmpty());
        assertThat(requestIds("mock:plain")).containsExactly(paused);
    }

    @Test
    void aParkedJobIsEmittedAgain() throws Exception {
        String requestId = park();

        failing.set(false);
        invoke("emitAgain", undecided().get(0).get("id"));

        await().untilAsserted(() -> assertThat(requestIds("mock:parking")).containsExactly(requestId));
        await().until(() -> stored("parking", requestId).isEmpty());
        assertThat(undecided()).isEmpty();
    }

    @Test
    void aParkedJobIsDropped() throws Exception {
        String requestId = park();

        failing.set(false);
        invoke("drop", undecided().get(0).get("id"));

        assertThat(undecided()).isEmpty();
        assertThat(group("parking")).containsEntry("parked", 0);
        String next = submit("parking");
        await().untilAsserted(() -> assertThat(requestIds("mock:parking")).containsExactly(next));
        assertThat(next).isNotEqualTo(requestId);
    }

    @Test
    void aJobInDoubtIsDeclaredAccepted() throws Exception {
        doubt(Fault.acceptedThenReset());
        String requestId = GATEWAY.sandbox().ledger().entries().get(0).id();
        assertThat(group("plain")).containsEntry("inDoubt", 1).doesNotContainEntry("oldestUndecided", null);

        invoke("declareAccepted", undecided().get(0).get("id"), requestId);

        await().untilAsserted(() -> assertThat(requestIds("mock:plain")).containsExactly(requestId));
    }

    @Test
    void aJobInDoubtIsDeclaredNotAccepted() throws Exception {
        doubt(Fault.reset());

        invoke("declareNotAccepted", undecided().get(0).get("id"));

        assertThat(undecided()).isEmpty();
        assertThat(submitKeyed().getException()).isNull();
    }

    @Test
    void jobsAreListedByGroupAndStateTheOldestFirst() throws Exception {
        invoke("pauseGroup", "plain");
        List<String> submitted = submit("plain", 3);
        submit("other", 1);

        assertThat((CompositeData[]) invoke("listJobs", "plain", "QUEUED", 2))
                .extracting(job -> job.get("requestId"))
                .containsExactlyElementsOf(submitted.subList(0, 2));
        assertThat((CompositeData[]) invoke("listJobs", "plain", "UNKNOWN", 2)).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefusedWithWhatWouldMakeSense() {
        assertRefused(
                "This node has no group nonsense; its groups are [other, parking, plain]", "pauseGroup", "nonsense");
        assertRefused("This node has no group nonsense", "resumeGroup", "nonsense");
        assertRefused("This node has no group null", "pauseGroup", (Object) null);
        assertRefused("This node has no group nonsense", "listJobs", "nonsense", "QUEUED", 10);
        assertRefused("There is no state nonsense; the states are [RESERVED", "listJobs", "plain", "nonsense", 10);
        assertRefused("The limit is 1 to 1000, but is 0", "listJobs", "plain", "QUEUED", 0);
        assertRefused("The limit is 1 to 1000, but is 1001", "listUndecided", 1001);
        for (String operation : List.of("emitAgain", "drop", "declareNotAccepted")) {
            assertRefused("There is no job with our id nonsense", operation, "nonsense");
        }
        assertRefused("There is no job with our id null", "drop", (Object) null);
        assertRefused("There is no job with our id nonsense", "declareAccepted", "nonsense", "id-1");
    }

    @Test
    void theSecondDecisionIsRefused() throws Exception {
        doubt(Fault.acceptedThenReset());
        String id = (String) undecided().get(0).get("id");
        invoke("pauseGroup", "plain");
        invoke(
                "declareAccepted",
                id,
                GATEWAY.sandbox().ledger().entries().get(0).id());

        assertRefused("is not UNKNOWN but QUEUED", "declareNotAccepted", id);
        assertRefused("is not PARKED but", "drop", id);
    }

    @Test
    void eachAttributeAndOperationSaysWhatItIs() throws Exception {
        assertThat(SERVER.getMBeanInfo(component()).getAttributes())
                .filteredOn(attribute ->
                        List.of("Groups", "CallsRunning", "CallsWaiting").contains(attribute.getName()))
                .hasSize(3)
                .extracting(MBeanAttributeInfo::getDescription)
                .allMatch(text -> text.length() > 20);
        assertThat(SERVER.getMBeanInfo(component()).getOperations())
                .extracting(MBeanOperationInfo::getName)
                .contains(
                        "listJobs",
                        "listUndecided",
                        "pauseGroup",
                        "resumeGroup",
                        "emitAgain",
                        "drop",
                        "declareAccepted",
                        "declareNotAccepted");
        assertThat(SERVER.getAttribute(component(), "CallsRunning")).isInstanceOf(Integer.class);
        assertThat(SERVER.getAttribute(component(), "CallsWaiting")).isEqualTo(0);
    }

    @Test
    void theGatewaysRefusalOfTheKeyIsSeenWithoutTheKey() throws Exception {
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.STATUS)
                .play(Fault.status(401).body("{\"error\":\"Bad key " + KEY + "\"}"));
        submit("plain");

        await().untilAsserted(() -> assertThat(group("plain")).containsEntry("condition", "KEY_REFUSED"));
        assertThat(group("plain").get("lastError").toString()).contains("Check the option apiKey");
        assertThat(group("plain")).doesNotContainEntry("nextQuestion", null);
        assertNothingSecret();
    }

    @Test
    void noSecretIsInAnyAttributeOrName() throws Exception {
        context.getEndpoint("pixelforge:relight?prompt=Soft light&jobGroup=keyed&apiKey=" + SECRET
                + "&http.proxyAuthPassword=" + SECRET + "&publishUri=direct:publish");
        submit("plain");

        assertNothingSecret();
    }

    @Test
    void aRepositoryThatIsAwayIsSaidWithoutWhatItsDatabaseSays() throws Exception {
        submit("plain");
        away.set(true);

        assertThat(group("plain"))
                .containsEntry("countError", UNREADABLE)
                .containsEntry("queued", null)
                .containsKey("condition");
        assertRefused("Nothing was done: the job repository cannot be read now", "listUndecided", 10);
        assertRefused("Nothing was done: the job repository cannot be read now", "listJobs", "plain", "QUEUED", 10);
        assertRefused("Nothing was done: the job repository cannot be read now", "emitAgain", "id");
        assertThat((String) console().call(DevConsole.MediaType.TEXT, Map.of()))
                .contains("countError: " + UNREADABLE)
                .contains("undecidedError: " + UNREADABLE)
                .doesNotContain(SECRET);
        assertNothingSecret();
    }

    private void assertNothingSecret() throws Exception {
        List<ObjectName> names = List.copyOf(SERVER.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null));
        assertThat(names).anyMatch(name -> name.toString().contains("type=endpoints"));
        for (ObjectName name : names) {
            assertThat(name.toString()).doesNotContain(SECRET);
            for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    assertThat(String.valueOf(read(name, attribute.getName())))
                            .as(name + " " + attribute.getName())
                            .doesNotContain(SECRET)
                            .doesNotContain(KEY);
                }
            }
        }
    }

    private DevConsole console() {
        PixelForgeDevConsole console = new PixelForgeDevConsole();
        console.setCamelContext(context);
        return console;
    }

    private static Object read(ObjectName name, String attribute) throws Exception {
        try {
            return SERVER.getAttribute(name, attribute);
        } catch (RuntimeMBeanException | MBeanException e) {
            return null; // some of Camel's own have no value before something has happened
        }
    }

    private String park() throws Exception {
        String requestId = submit("parking");
        await().until(() -> !undecided().isEmpty());
        assertThat(undecided()).extracting(job -> job.get("requestId")).containsExactly(requestId);
        assertThat(undecided()).extracting(job -> job.get("delivery")).containsExactly("PARKED");
        return requestId;
    }

    private void doubt(Fault fault) throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(fault);
        assertThat(submitKeyed().getException()).isInstanceOf(SubmissionUnknownException.class);
        assertThat(undecided()).extracting(job -> job.get("state")).containsExactly("UNKNOWN");
    }

    private Exchange submitKeyed() {
        return template.request(
                "pixelforge:relight?prompt=Soft light&jobGroup=plain&idempotentKey=one",
                exchange -> exchange.getMessage().setBody(PHOTO));
    }

    private List<CompositeData> undecided() throws Exception {
        return List.of((CompositeData[]) invoke("listUndecided", 10));
    }

    private Map<String, Object> group(String name) throws Exception {
        TabularData groups = (TabularData) SERVER.getAttribute(component(), "Groups");
        CompositeData group = groups.get(new Object[] {name, GATEWAY.url()});
        Map<String, Object> values = new HashMap<>();
        group.getCompositeType().keySet().forEach(key -> values.put(key, group.get(key)));
        return values;
    }

    private void assertRefused(String message, String operation, Object... parameters) {
        assertThatThrownBy(() -> invoke(operation, parameters))
                .rootCause()
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContaining(message);
    }

    private Object invoke(String operation, Object... parameters) throws Exception {
        String[] types = Arrays.stream(parameters)
                .map(parameter -> parameter instanceof Integer ? "int" : "java.lang.String")
                .toArray(String[]::new);
        return SERVER.invoke(component(), operation, parameters, types);
    }

    private ObjectName component() throws Exception {
        return new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=components,name=\"pixelforge\"");
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(WOKEN + "&jobGroup=plain").routeId("plain").to("mock:plain");
                from(CONSUME + "&jobGroup=other").to("mock:other");
                from(WOKEN + "&jobGroup=parking&maximumRedeliveries=0")
                        .process(exchange -> {
                            if (failing.get()) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .to("mock:parking");
            }
        };
    }
}
