package io.pixelforge.camel;

import io.pixelforge.camel.gateway.RequestParameters;
import io.pixelforge.camel.images.DownloadRules;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.PropertiesHelper;

/** Generates and relights pictures with PixelForge. */
@ManagedResource(description = "Managed PixelForge component")
@Component("pixelforge")
public class PixelForgeComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(description = "The defaults of the options of all endpoints.")
    private PixelForgeConfiguration configuration = new PixelForgeConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Enable usage of global SSL context parameters.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "How long a job may be pending before the health check pixelforge-pending is down.")
    private long maxPendingAge = 60 * 60 * 1000;

    /** Not the engine's, so that jobs outlive a stop and start of the context. */
    private final JobRepository memory = new MemoryJobRepository();

    private Engine engine;
    private LifecycleStrategy lifecycle;
    private Integer maxConcurrentRequests;
    private Double maxRequestsPerSecond;
    private Duration lease = JobTracker.DEFAULT_LEASE;
    private Clock clock = Clock.systemUTC();
    private DownloadRules downloadRules = DownloadRules.DEFAULT;

    public PixelForgeComponent() {}

    public PixelForgeComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PixelForgeOperation operation = PixelForgeOperation.parse(remaining);
        rejectForeignParameters(operation, parameters);
        boolean ownConcurrency = parameters.containsKey("maxConcurrentRequests");
        boolean ownRate = parameters.containsKey("maxRequestsPerSecond");
        PixelForgeConfiguration copy = configuration.copy();
        copy.getHttpOptions().putAll(PropertiesHelper.extractProperties(parameters, "http."));
        dropOtherWays(copy, parameters);
        PixelForgeEndpoint endpoint = new PixelForgeEndpoint(uri, this, operation, copy);
        setProperties(endpoint, parameters);
        if (copy.getSslContextParameters() == null) {
            copy.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        ConfigurationCheck.check(operation, copy);
        if (ownConcurrency) {
            maxConcurrentRequests =
                    sameForAll("maxConcurrentRequests", maxConcurrentRequests, copy.getMaxConcurrentRequests());
        }
        if (ownRate) {
            maxRequestsPerSecond =
                    sameForAll("maxRequestsPerSecond", maxRequestsPerSecond, copy.getMaxRequestsPerSecond());
        }
        return endpoint;
    }

    /** What an endpoint names goes before what the component says in another way. */
    private static void dropOtherWays(PixelForgeConfiguration copy, Map<String, Object> parameters) {
        if (isNamed("apiKey", parameters)) {
            copy.setApiKeySupplier(null);
        }
        if (isNamed("apiKeySupplier", parameters)) {
            copy.setApiKey(null);
        }
        if (isNamed("publishUri", parameters)) {
            copy.setImagePublisher(null);
        }
        if (isNamed("imagePublisher", parameters)) {
            copy.setPublishUri(null);
        }
    }

    /** An optional placeholder that is still there has no value, as what was left out of a Kamelet. */
    private static boolean isNamed(String option, Map<String, Object> parameters) {
        Object value = parameters.get(option);
        return value != null && !value.toString().contains(PropertiesComponent.PREFIX_OPTIONAL_TOKEN);
    }

    /** A parameter of another operation would be ignored without a word. */
    private static void rejectForeignParameters(PixelForgeOperation operation, Map<String, Object> parameters) {
        TreeSet<String> foreign = new TreeSet<>();
        for (String name : RequestParameters.RELIGHT) {
            String option = RequestReader.camelCase(name);
            if (!operation.parameters().contains(name) && parameters.containsKey(option)) {
                foreign.add(option);
            }
        }
        if (!foreign.isEmpty()) {
            throw new IllegalArgumentException("The operation " + operation + " has no " + String.join(", ", foreign)
                    + (operation.parameters().isEmpty()
                            ? "; it takes a request id only."
                            : "; its parameters are " + camelCase(operation.parameters()) + "."));
        }
    }

    private static String camelCase(List<String> names) {
        return String.join(", ", names.stream().map(RequestReader::camelCase).toList());
    }

    private static <T> T sameForAll(String option, T set, T value) {
        if (set != null && !set.equals(value)) {
            throw new IllegalArgumentException(
                    "The option " + option + " is one number for all endpoints together, but is " + set + " on one and "
                            + value + " on another. Set it on the component, or the same on each endpoint.");
        }
        return value;
    }

    /** For tests that cannot wait for a dead owner's lease to run out. */
    void useLease(Duration shorter) {
        lease = shorter;
    }

    /** For tests of nodes whose clocks are apart. */
    void useClock(Clock other) {
        clock = other;
    }

    /** For tests that cannot wait for the delays between attempts. */
    void useDownloadRules(DownloadRules other) {
        downloadRules = other;
    }

    /** What the endpoints share while the component runs. */
    Engine engine() {
        return engine;
    }

    /** How many calls may be in flight at once. */
    int maxConcurrentRequests() {
        return maxConcurrentRequests == null ? configuration.getMaxConcurrentRequests() : maxConcurrentRequests;
    }

    /** Tells the queue of calls what the endpoints and the component have set. */
    void applyLimit() {
        engine.limit(
                maxConcurrentRequests(),
                maxRequestsPerSecond == null ? configuration.getMaxRequestsPerSecond() : maxRequestsPerSecond);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        engine = new Engine(
                getCamelContext(), this, memory, lease, clock, downloadRules, Duration.ofMillis(maxPendingAge));
        ServiceHelper.startService(engine);
        lifecycle = new RouteStops(engine);
        getCamelContext().addLifecycleStrategy(lifecycle);
        lifecycle.onRoutesAdd(getCamelContext().getRoutes()); // those that came before the component
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(lifecycle);
        ServiceHelper.stopService(engine);
        super.doStop();
    }

    @ManagedAttribute(description = "The groups of this node, how many jobs they have, and how the gateway answers")
    public TabularData getGroups() {
        return OperatorView.GROUP.table(administration().groups());
    }

    @ManagedAttribute(description = "How many calls to the gateway run now")
    public int getCallsRunning() {
        return administration().callsRunning();
    }

    @ManagedAttribute(description = "How many calls to the gateway wait for their turn")
    public int getCallsWaiting() {
        return administration().callsWaiting();
    }

    @ManagedOperation(description = "Lists jobs (group, state, limit of 1 to 1000), the oldest first")
    public CompositeData[] listJobs(String group, String state, int limit) {
        return OperatorView.JOB.rows(administration().jobs(group, state, limit));
    }

    @ManagedOperation(
            description = "Lists the jobs that are in doubt or parked, of all groups (limit of 1 to 1000), the oldest"
                    + " first")
    public CompositeData[] listUndecided(int limit) {
        return OperatorView.JOB.rows(administration().undecided(limit));
    }

    @ManagedOperation(
            description =
                    "Neither asks about the jobs of a group (group) nor emits their ends, on this node, until it is"
                            + " resumed or the context is started again. What is in hand goes on, and so do submits.")
    public void pauseGroup(String group) {
        administration().pause(group);
    }

    @ManagedOperation(description = "Asks about the jobs of a paused group (group) and emits their ends again")
    public void resumeGroup(String group) {
        administration().resume(group);
    }

    @ManagedOperation(description = "Offers the end of a parked job (our id) to the consumers of its group again")
    public void emitAgain(String id) {
        administration().decide(id, decisions -> decisions.emitAgain(id));
    }

    @ManagedOperation(description = "Gives the end of a parked job (our id) up: nobody is offered it any more")
    public void drop(String id) {
        administration().decide(id, decisions -> decisions.drop(id));
    }

    @ManagedOperation(
            description = "Says of a job in doubt (our id, request id of the service) that the service has accepted it")
    public void declareAccepted(String id, String requestId) {
        administration().decide(id, decisions -> decisions.declareAccepted(id, requestId));
    }

    @ManagedOperation(
            description = "Says of a job in doubt (our id) that the service has not accepted it: it is removed, and its"
                    + " key may be sent again")
    public void declareNotAccepted(String id) {
        administration().decide(id, decisions -> decisions.declareNotAccepted(id));
    }

    private Administration administration() {
        if (engine == null) {
            throw new IllegalStateException("The component is not started");
        }
        return new Administration(engine);
    }

    public PixelForgeConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PixelForgeConfiguration configuration) {
        this.configuration = configuration;
    }

    public long getMaxPendingAge() {
        return maxPendingAge;
    }

    public void setMaxPendingAge(long maxPendingAge) {
        this.maxPendingAge = maxPendingAge;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
