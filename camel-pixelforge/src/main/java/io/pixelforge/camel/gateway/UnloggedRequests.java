package io.pixelforge.camel.gateway;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the HTTP client from logging what it sends and gets, which holds the key, callback URLs and signed queries. Its
 * logs of headers and bytes stay empty for such a client, at any level; where it logs a request, the query is left out.
 */
public final class UnloggedRequests extends HttpRequestExecutor {

    private static final Logger HEADERS = LoggerFactory.getLogger("org.apache.hc.client5.http.headers");
    private static final Logger WIRE = LoggerFactory.getLogger("org.apache.hc.client5.http.wire");
    private static final String PATH = UnloggedRequests.class.getName();

    private UnloggedRequests() {}

    /** To be called after all that the user has configured. */
    public static void prepare(HttpClientBuilder builder) {
        builder.setRequestExecutor(new UnloggedRequests())
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), PATH, UnloggedRequests::hideQuery);
    }

    /** The last element of the chain logs the path, so that it gets the whole one only afterwards. */
    private static ClassicHttpResponse hideQuery(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String path = request.getPath();
        scope.clientContext.setAttribute(PATH, path);
        int query = path.indexOf('?');
        if (query >= 0) {
            request.setPath(path.substring(0, query) + "?...");
        }
        try {
            return chain.proceed(request, scope);
        } finally {
            scope.clientContext.removeAttribute(PATH);
        }
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        if (context.getAttribute(PATH) instanceof String path) { // a CONNECT to a proxy has none
            request.setPath(path);
        }
        boolean logged = HEADERS.isDebugEnabled() || WIRE.isDebugEnabled();
        return super.execute(request, logged ? unlogged(connection) : connection, information, context);
    }

    /** The client's own connection logs by itself; one on its socket does not. Nothing is left in either's buffers. */
    private static HttpClientConnection unlogged(HttpClientConnection connection) throws IOException {
        if (!(connection instanceof ManagedHttpClientConnection managed)) {
            return connection;
        }
        DefaultBHttpClientConnection unlogged = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
        unlogged.bind(managed.getSocket());
        return unlogged;
    }
}
