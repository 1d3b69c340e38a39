package io.pixelforge.camel;

import io.pixelforge.camel.images.DownloadRules;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.Scope;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;

/** What the tests in other folders reach of a component that its users do not. */
public final class ComponentSeams {

    private ComponentSeams() {}

    public static void useLease(PixelForgeComponent component, Duration lease) {
        component.useLease(lease);
    }

    public static void useClock(PixelForgeComponent component, Clock clock) {
        component.useClock(clock);
    }

    public static void useDownloadRules(PixelForgeComponent component, DownloadRules rules) {
        component.useDownloadRules(rules);
    }

    public static JobTracker tracker(PixelForgeComponent component, JobRepository repository) {
        return component.engine().tracker(repository);
    }

    public static ScheduledExecutorService timer(PixelForgeComponent component) {
        return component.engine().timer();
    }

    /** How many callbacks were answered with which status code. */
    public static Map<Integer, Long> answeredCallbacks(PixelForgeComponent component) {
        return component.engine().callbackReceiver().answered();
    }

    /** Whose jobs a group's are at the gateway with this URL. */
    public static Scope scope(String group, String gatewayUrl) {
        return new Scope(group, ConfigurationCheck.origin(URI.create(gatewayUrl)));
    }

    /** The option that gives a parameter of the service. */
    public static String option(String parameter) {
        return RequestReader.camelCase(parameter);
    }

    /** The header that gives a parameter of the service. */
    public static String header(String parameter) {
        String option = option(parameter);
        return "CamelPixelForge" + Character.toUpperCase(option.charAt(0)) + option.substring(1);
    }

    /** The parameters of the service that options give. */
    public static Map<String, Object> requestParameters(PixelForgeConfiguration configuration) {
        return configuration.requestParameters();
    }

    public static HttpEndpoint httpClient(
            CamelContext context, URI gatewayUrl, Map<String, Object> options, int connections) {
        return HttpClients.gateway(context, gatewayUrl, options, null, connections);
    }

    /** What operators see of a job. */
    public static List<String> jobColumns() {
        return OperatorView.JOB.columns();
    }
}
