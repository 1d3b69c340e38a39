package io.pixelforge.camel;

import io.pixelforge.camel.gateway.UnloggedRequests;
import io.pixelforge.camel.images.AnonymousRequests;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Makes the private HTTP endpoints whose clients we use. They are made by the HTTP component that the user configured,
 * so that proxy, TLS and authentication hold, but repeat nothing, follow nothing and remember nothing: a paid POST that
 * is answered 503 must stay one POST.
 */
final class HttpClients {

    /** Those of camel-http that configure its client; the others only do something in its producer. */
    private static final Set<String> OPTIONS = Set.of(
            "authDomain",
            "authHost",
            "authPassword",
            "authUsername",
            "authenticationPreemptive",
            "clientConnectionManager",
            "connectTimeout",
            "connectionRequestTimeout",
            "connectionsPerRoute",
            "httpClientConfigurer",
            "maxTotalConnections",
            "nonProxyHosts",
            "oauth2BodyAuthentication",
            "oauth2CacheTokens",
            "oauth2CachedTokensDefaultExpirySeconds",
            "oauth2CachedTokensExpirationMarginSeconds",
            "oauth2ClientId",
            "oauth2ClientSecret",
            "oauth2ResourceIndicator",
            "oauth2Scope",
            "oauth2TokenEndpoint",
            "proxyAuthDomain",
            "proxyAuthHost",
            "proxyAuthNtHost",
            "proxyAuthPassword",
            "proxyAuthPort",
            "proxyAuthScheme",
            "proxyAuthUsername",
            "proxyHost",
            "proxyPort",
            "responseTimeout",
            "soTimeout",
            "useSystemProperties",
            "userAgent",
            "x509HostnameVerifier");

    private static final List<String> PREFIXES = List.of("httpClient.", "httpConnection.");
    private static final String USER_AGENT = "camel-pixelforge";
    private static final String CONNECT_TIMEOUT = "10000"; // text, as in a URI: numbers have no conversion there

    private HttpClients() {}

    /** @throws IllegalArgumentException naming every option that does nothing for the client, or must not be changed */
    static void check(Map<String, Object> options) {
        Set<String> unknown = new TreeSet<>();
        for (String name : options.keySet()) {
            if (!OPTIONS.contains(name) && PREFIXES.stream().noneMatch(name::startsWith)
                    || name.equals("httpClient.redirectsEnabled")) {
                unknown.add("http." + name);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Not usable here: " + String.join(", ", unknown)
                    + ". Of the options of camel-http, those that configure its client can be given: "
                    + String.join(", ", new TreeSet<>(OPTIONS)) + ", httpClient.* and httpConnection.*."
                    + " Retries, redirects and cookies are always off.");
        }
    }

    /** @param connections how many calls may be in flight at once */
    static HttpEndpoint gateway(
            CamelContext context,
            URI gatewayUrl,
            Map<String, Object> options,
            SSLContextParameters tls,
            int connections) {
        Map<String, Object> parameters = withConnections(new HashMap<>(options), connections);
        return create(context, gatewayUrl.getScheme(), gatewayUrl.toString(), parameters, tls);
    }

    /**
     * For downloads: the same way through proxy and TLS, but without what proves to the gateway who we are.
     *
     * @param connections how many downloads may run at once
     */
    static HttpEndpoint media(
            CamelContext context, Map<String, Object> options, SSLContextParameters tls, int connections) {
        Map<String, Object> parameters = new HashMap<>(options);
        parameters.keySet().removeIf(name -> name.startsWith("auth") || name.startsWith("oauth2"));
        parameters.putIfAbsent("userAgent", USER_AGENT);
        HttpEndpoint endpoint =
                create(context, "https", "https://media.invalid", withConnections(parameters, connections), tls);
        endpoint.setHttpClientConfigurer(CompositeHttpConfigurer.combineConfigurers(
                endpoint.getHttpClientConfigurer(), AnonymousRequests::prepare));
        return endpoint;
    }

    private static Map<String, Object> withConnections(Map<String, Object> parameters, int connections) {
        parameters.putIfAbsent("connectionsPerRoute", connections);
        parameters.putIfAbsent("maxTotalConnections", connections);
        return parameters;
    }

    private static HttpEndpoint create(
            CamelContext context, String scheme, String uri, Map<String, Object> parameters, SSLContextParameters tls) {
        parameters.putIfAbsent("connectTimeout", CONNECT_TIMEOUT);
        String names = String.join(", http.", new TreeSet<>(parameters.keySet()));
        if (tls != null) {
            parameters.put("sslContextParameters", tls);
        }
        HttpComponent component = context.getComponent(scheme, HttpComponent.class);
        HttpEndpoint endpoint;
        try {
            endpoint = (HttpEndpoint) component.createEndpoint(uri, parameters);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "The HTTP client cannot be set up with http." + names + ": " + e.getMessage(), e);
        }
        // these would write the key into the log
        endpoint.setLogHttpActivity(false);
        endpoint.setHttpActivityListener(null);
        endpoint.setHttpClientConfigurer(CompositeHttpConfigurer.combineConfigurers(
                endpoint.getHttpClientConfigurer(),
                builder -> UnloggedRequests.prepare(builder.disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement())));
        return endpoint;
    }
}
