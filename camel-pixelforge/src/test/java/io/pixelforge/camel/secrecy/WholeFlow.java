package io.pixelforge.camel.secrecy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import io.pixelforge.camel.wire.TestHttpServer;
import io.pixelforge.sandbox.http.CallKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.AvailablePortFinder;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Submits, is called back, polls, downloads, fails and is refused, at a gateway that repeats every secret it gets. It
 * keeps what is said about that but in logs.
 */
final class WholeFlow implements AutoCloseable {

    static final String KEY = "secret-key-0123456789abcdef";
    static final String SIGNATURE = "secret-signature-0123456789";

    private static final String QUERY = "?X-Amz-Signature=" + SIGNATURE;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};

    private final WireMockServer gateway = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:whole-flow;DB_CLOSE_DELAY=-1", "sa", "");
    private final AvailablePortFinder.Port port = AvailablePortFinder.find();
    private final CamelContext context;
    private final List<Exchange> done = new CopyOnWriteArrayList<>();
    private final List<String> said = new ArrayList<>();
    private String token;

    WholeFlow(CamelContext context) {
        this.context = context;
        gateway.start();
    }

    String gatewayUrl() {
        return gateway.baseUrl();
    }

    /** Whoever knows it can call back. */
    String token() {
        return token;
    }

    /** What exceptions, headers, rows, threads, {@code JMX}, and {@code console}s say, these two with their names first. */
    List<String> said() {
        return said;
    }

    /** Sets the component up, but for its key. */
    void configure() throws Exception {
        TestHttpServer.start(context, port.getPort());
        PixelForgeConfiguration options =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        options.setGatewayUrl(gatewayUrl());
        options.setJobRepository(new JdbcJobRepository(database));
        options.setWebhookExternalUrl("http://127.0.0.1:" + port.getPort());
        options.setWebhookFallbackInterval(50);
        options.setInitialPollDelay(0);
        options.setPollInterval(50);
        options.setMaxPollInterval(50);
        options.setMaximumRedeliveries(0);
        options.setPrompt("Soft light");
        options.setMediaHosts("127.0.0.1:" + gateway.port());
    }

    /** @param key options of the endpoints, beginning with {@code &} */
    void run(String key) throws Exception {
        stub();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:relight").to("pixelforge:relight?completionTimeout=20000" + key);
                from("direct:await").to("pixelforge:relight?awaitCompletion=true&download=true" + key);
                from("direct:generate").to("pixelforge:generate?prompt=A city" + key);
                from("direct:status").to("pixelforge:status?jobGroup=default" + key);
                from("pixelforge:relight?initialDelay=0&delay=50&download=true" + key)
                        .process(exchange -> done.add(exchange.copy()));
            }
        });
        if (context.getStatus() != ServiceStatus.Started) {
            context.start();
        }
        for (String id : List.of("done", "failed", "late")) {
            send("direct:relight", id);
        }
        callBack();
        await().atMost(Duration.ofSeconds(10)).until(() -> done.size() == 3);
        for (String id : List.of("done", "failed", "gone", "refused", "broken", "unclear")) {
            send("direct:await", id);
        }
        for (String id : List.of("done", "refused")) {
            send("direct:generate", id);
        }
        for (String id : List.of("id-done", "id-refused", "id-unclear", "id-unknown")) {
            send("direct:status", id);
        }
        look();
    }

    private void stub() {
        gateway.stubFor(any(anyUrl()).willReturn(echo(aResponse().withStatus(404))));
        for (String id : List.of("done", "failed", "late", "gone")) {
            submitted(
                    id,
                    okJson("{\"request_id\":\"id-" + id + "\",\"status\":\"QUEUED\",\"polling_url\":\""
                            + gateway.url("/steal?" + KEY) + "\"}"));
        }
        submitted("refused", echo(aResponse().withStatus(401)));
        submitted("broken", echo(aResponse().withStatus(400)));
        submitted("unclear", echo(aResponse().withStatus(500)));
        status("done", completed("done", "/first.png"));
        status("late", completed("late", "/first.png"));
        status("gone", completed("gone", "/gone.png"));
        status(
                "failed",
                okJson("{\"request_id\":\"id-failed\",\"status\":\"FAILED\",\"error\":\"Failed with " + KEY
                        + " for https://a.example/" + QUERY + "\"}"));
        status("refused", echo(aResponse().withStatus(401)));
        status("unclear", echo(aResponse().withStatus(500)));
        gateway.stubFor(post(CallKind.GENERATE_PATH)
                .withRequestBody(containing("/done"))
                .willReturn(okJson("{\"url\":\"" + gateway.url("/first.png" + QUERY) + "\"}")));
        gateway.stubFor(get(urlPathEqualTo("/first.png")).willReturn(temporaryRedirect("/second.png" + QUERY)));
        gateway.stubFor(get(urlPathEqualTo("/second.png")).willReturn(echoInHeaders(ok().withBody(PNG))));
        gateway.stubFor(
                get(urlPathEqualTo("/gone.png")).willReturn(echo(aResponse().withStatus(403))));
    }

    private void submitted(String id, ResponseDefinitionBuilder answer) {
        gateway.stubFor(post(CallKind.SUBMIT_PATH)
                .withRequestBody(containing("/" + id + ".jpg"))
                .willReturn(echoInHeaders(answer)));
        gateway.stubFor(post(CallKind.GENERATE_PATH)
                .withRequestBody(containing("/" + id + ".jpg"))
                .willReturn(answer));
    }

    private void status(String id, ResponseDefinitionBuilder answer) {
        gateway.stubFor(get(CallKind.STATUS_PREFIX + "id-" + id).willReturn(echoInHeaders(answer)));
    }

    private ResponseDefinitionBuilder completed(String id, String picture) {
        return okJson("{\"request_id\":\"id-" + id + "\",\"status\":\"COMPLETED\",\"model_id\":\"" + KEY
                + "\",\"output\":{\"media_url\":[\"" + gateway.url(picture + QUERY) + "\"]}}");
    }

    private static ResponseDefinitionBuilder echo(ResponseDefinitionBuilder answer) {
        return echoInHeaders(answer)
                .withBody("{\"error\":\"Bad key " + KEY + "\",\"message\":\"https://a.example/" + QUERY + "\"}");
    }

    private static ResponseDefinitionBuilder echoInHeaders(ResponseDefinitionBuilder answer) {
        return answer.withHeader("X-Echo", KEY, SIGNATURE).withHeader("Set-Cookie", "echo=" + KEY);
    }

    private void send(String uri, String id) {
        Exchange exchange = context.createFluentProducerTemplate()
                .to(uri)
                .withBody(uri.equals("direct:status") ? id : "https://example.com/" + id + ".jpg")
                .send();
        if (exchange.getException() != null) {
            StringWriter text = new StringWriter();
            exchange.getException().printStackTrace(new PrintWriter(text));
            said.add(text.toString());
        }
        said.add(withoutMediaUrls(exchange.getMessage().getHeaders()).toString());
    }

    /** They are what the service answers, and the user's. */
    private static Map<String, Object> withoutMediaUrls(Map<String, Object> headers) {
        headers.remove(PixelForgeConstants.MEDIA_URL);
        headers.remove(PixelForgeConstants.MEDIA_URLS);
        return headers;
    }

    private void callBack() throws Exception {
        String url = gateway.findAll(postRequestedFor(urlPathEqualTo(CallKind.SUBMIT_PATH)))
                .get(0)
                .getHeader("X-Webhook-URL");
        token = url.substring(url.lastIndexOf('/') + 1);
        for (String called : List.of(url, url.substring(0, url.length() - 4) + "AAAA")) {
            for (String body : List.of("{\"request_id\":\"id-done\",\"status\":\"COMPLETED\"}", "broken")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(called))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                said.add(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .toString()
                        .replace(called, ""));
            }
        }
    }

    private void look() throws Exception {
        rows();
        said.addAll(WhatCamelSays.of(context));
    }

    private void rows() throws Exception {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM pixelforge_job")) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    String name = rows.getMetaData().getColumnName(column);
                    row.append(name).append('=').append(rows.getString(column)).append('\n');
                }
                said.add(row.toString().replace(QUERY, "")); // of the picture that is yet to be had
            }
        }
    }

    @Override
    public void close() {
        gateway.stop();
        database.dispose();
    }
}
