package io.pixelforge.sandbox.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The HTTP server: WireMock on 127.0.0.1, which hands every request to one function. Nothing here knows of jobs or
 * pictures, and nothing else knows of WireMock.
 */
public final class HttpFront implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    /* Waiting connections and held-back answers take no thread; these are for calls that render pictures. */
    private static final int THREADS = 128;
    private static final int DELAY_THREADS = 4;
    private static final int BACKLOG = 1024;
    private static final int DRIPS = 10;

    private final WireMockServer server;

    /**
     * Starts to listen; port 0 takes a free one.
     *
     * @throws IllegalStateException if the port cannot be opened
     */
    public HttpFront(int port, Function<Call, Answer> answers) {
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(ADDRESS)
                .port(port)
                .containerThreads(THREADS)
                .jettyAcceptQueueSize(BACKLOG)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(DELAY_THREADS)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                /* Any website in a browser on this machine could change or stop the server by it. */
                .adminAuthenticator(request -> false)
                /* Resets and cut bodies are played on the plain connection of HTTP/1.1. */
                .http2PlainDisabled(true)
                .extensions(new Handing(answers)));
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
        start(port);
    }

    private void start(int port) {
        try {
            server.start();
        } catch (FatalStartupException e) {
            throw new IllegalStateException("Port " + port + " of " + ADDRESS + " cannot be opened: " + cause(e), e);
        }
    }

    private static String cause(Throwable e) {
        return e.getCause() == null ? e.getMessage() : cause(e.getCause());
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return "http://" + ADDRESS + ":" + server.port();
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private record Handing(Function<Call, Answer> answers) implements ResponseTransformerV2 {

        @Override
        public String getName() {
            return "pixelforge-sandbox";
        }

        @Override
        public Response transform(Response response, ServeEvent event) {
            return response(answers.apply(call(event.getRequest())));
        }

        private static Call call(Request request) {
            Map<String, String> headers = new LinkedHashMap<>();
            for (HttpHeader header : request.getHeaders().all()) {
                headers.put(header.key().toLowerCase(Locale.ROOT), String.join(", ", header.values()));
            }
            byte[] body = request.getBody();
            String path = request.getUrl().split("\\?", 2)[0];
            return new Call(request.getMethod().getName(), path, headers, body == null ? new byte[0] : body);
        }

        private static Response response(Answer answer) {
            Response.Builder response =
                    Response.response().incrementInitialDelay(answer.delay().toMillis());
            if (answer.wire() == Answer.Wire.RESET) {
                return response.fault(Fault.CONNECTION_RESET_BY_PEER).build();
            }
            List<HttpHeader> headers = new ArrayList<>();
            answer.headers().forEach((name, value) -> headers.add(new HttpHeader(name, value)));
            if (answer.wire() == Answer.Wire.WHOLE && !answer.headers().containsKey("Content-Length")) {
                headers.add(new HttpHeader("Content-Length", String.valueOf(answer.body().length)));
            }
            if (!answer.drip().isZero()) {
                response.chunkedDribbleDelay(
                        new ChunkedDribbleDelay(DRIPS, (int) answer.drip().toMillis()));
            }
            return response.status(answer.status())
                    .headers(new HttpHeaders(headers))
                    .body(answer.body())
                    .build();
        }
    }
}
