package io.pixelforge.camel.callbacks;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.wire.TestHttpServer;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A context with an HTTP server that the sandbox can call back; polling alone would find an end after a minute. */
public abstract class CallbackTestSupport extends PixelForgeTestSupport {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    protected static final AvailablePortFinder.Port PORT = AvailablePortFinder.find();

    /** The request id of the last {@link #submit()}. */
    protected String submitted;

    protected final JobRepository repository = new MemoryJobRepository();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        TestHttpServer.start(context, PORT.getPort(), contextPath());
        return context;
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setJobRepository(repository);
        configuration.setWebhookExternalUrl(server());
        configuration.setWebhookFallbackInterval(60_000);
    }

    protected String contextPath() {
        return "/";
    }

    protected static String server() {
        return "http://127.0.0.1:" + PORT.getPort();
    }

    /** Leaves all callbacks to the test. */
    protected static void silenceTheGateway() {
        GATEWAY.sandbox().faults().on(CallKind.CALLBACK).always().play(Fault.lost());
    }

    /** Submits a job, and tells the URL that the gateway was given for it. */
    protected String submit() {
        submitted = template.request("pixelforge:relight?prompt=Soft light", e -> e.getMessage()
                        .setBody(PHOTO))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        return callbackUrls().get(callbackUrls().size() - 1);
    }

    protected static List<String> callbackUrls() {
        return GATEWAY.sandbox().requests().stream()
                .filter(request -> request.path().equals(CallKind.SUBMIT_PATH))
                .map(request -> request.header("X-Webhook-URL").orElse(""))
                .toList();
    }

    public static HttpResponse<String> post(String url, String body) throws Exception {
        return post(url, BodyPublishers.ofString(body));
    }

    public static HttpResponse<String> post(String url, BodyPublisher body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("CamelFileName", "forged")
                .header("X-Forged", "forged")
                .POST(body));
    }

    protected static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    public static String callback(String requestId, String status) {
        return "{\"request_id\":\"" + requestId + "\",\"status\":\"" + status + "\"}";
    }
}
