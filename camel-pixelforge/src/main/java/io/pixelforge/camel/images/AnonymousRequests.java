package io.pixelforge.camel.images;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Sees to it that a download says nothing about who downloads, and goes through no proxy that connects as it likes. */
public final class AnonymousRequests {

    private static final Set<String> HEADERS = Set.of("host", "connection", "accept-encoding", "user-agent");
    private static final String PROXY_ALLOWED = AnonymousRequests.class.getName();

    private AnonymousRequests() {}

    /** To be called last, after all that the user has configured. */
    public static void prepare(HttpClientBuilder builder) {
        builder.disableContentCompression() // else the length would say nothing about what was read
                .addExecInterceptorFirst("pixelforge-proxy", AnonymousRequests::checkProxy)
                .addRequestInterceptorLast(AnonymousRequests::strip);
    }

    /** @param allowed whether the request may go through a proxy, which looks the host up itself */
    static void allowProxy(HttpClientContext context, boolean allowed) {
        context.setAttribute(PROXY_ALLOWED, allowed);
    }

    private static ClassicHttpResponse checkProxy(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        boolean proxy = scope.route.getProxyHost() != null;
        if (proxy && !Boolean.TRUE.equals(scope.clientContext.getAttribute(PROXY_ALLOWED))) {
            throw DownloadFault.lasting("behind a proxy its address cannot be checked: name its host with mediaHosts");
        }
        return chain.proceed(request, scope);
    }

    /** Only what is known to be harmless stays, whoever has put it there. */
    private static void strip(HttpRequest request, EntityDetails body, HttpContext context) {
        boolean proxy = HttpClientContext.cast(context).getHttpRoute().getProxyHost() != null;
        for (String name : Stream.of(request.getHeaders()).map(Header::getName).toList()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!HEADERS.contains(lower) && !(proxy && lower.startsWith("proxy-"))) {
                request.removeHeaders(name);
            }
        }
        request.setHeader("Accept-Encoding", "identity");
    }
}
