package io.pixelforge.camel;

import io.pixelforge.camel.gateway.ApiKey;
import io.pixelforge.camel.gateway.RequestParameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what is wrong with the options of an endpoint before its routes start, and says what to write instead. */
final class ConfigurationCheck {

    /** A name, an IPv4 address, or an IPv6 address in brackets, and perhaps a port. */
    private static final Pattern HOST = Pattern.compile("([\\p{Alnum}._-]+|\\[[\\p{XDigit}:.]+])(:\\d{1,5})?");

    /** What can be added to any time without leaving what databases can store. */
    private static final long LONGEST_DAYS = 36_500;

    private static final long LONGEST = Duration.ofDays(LONGEST_DAYS).toMillis();

    private final PixelForgeConfiguration options;
    private final List<String> faults = new ArrayList<>();

    private ConfigurationCheck(PixelForgeConfiguration options) {
        this.options = options;
    }

    /** @throws IllegalArgumentException naming every fault */
    static void check(PixelForgeOperation operation, PixelForgeConfiguration options) {
        ConfigurationCheck check = new ConfigurationCheck(options);
        check.checkAccess();
        check.checkNumbers();
        check.checkWebhook();
        check.checkMediaHosts();
        check.checkSavedHeaders();
        check.checkRequest(operation);
        if (!check.faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "pixelforge:" + operation + " cannot start: " + String.join(" ", check.faults));
        }
    }

    /** Scheme, host and port of a gateway, written in one way. */
    static String origin(URI gatewayUrl) {
        int port = gatewayUrl.getPort();
        String scheme = gatewayUrl.getScheme().toLowerCase(Locale.ROOT);
        int known = scheme.equals("https") ? 443 : 80;
        return scheme + "://" + gatewayUrl.getHost().toLowerCase(Locale.ROOT) + ":" + (port < 0 ? known : port);
    }

    /** Whether a gateway is on this machine. */
    static boolean isLoopback(URI gatewayUrl) {
        return gatewayUrl.getHost().toLowerCase(Locale.ROOT).matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    }

    private void checkAccess() {
        checkKey();
        checkUrl("gatewayUrl", options.getGatewayUrl(), PixelForgeConfiguration.DEFAULT_GATEWAY_URL);
        try {
            HttpClients.check(options.getHttpOptions());
        } catch (IllegalArgumentException e) {
            fault(e.getMessage());
        }
    }

    private void checkKey() {
        String key = options.getApiKey();
        if (options.getApiKeySupplier() != null) {
            if (key != null) {
                fault("The options apiKey and apiKeySupplier exclude each other: set one of them.");
            }
        } else if (key == null || key.isBlank()) {
            fault("The option apiKey is missing: set camel.component.pixelforge.apiKey, or apiKey on the endpoint, to"
                    + " your subscription key.");
        } else if (!ApiKey.isKey(key)) {
            fault("The option apiKey has characters that no key has, perhaps a line break at its end.");
        }
    }

    private void checkUrl(String option, String value, String example) {
        if (!isSafe(String.valueOf(value))) {
            fault("The option " + option + " must be an https URL such as " + example
                    + ", or http on a loopback address, without user, query and fragment.");
        }
    }

    private static boolean isSafe(String value) {
        try {
            URI url = new URI(value);
            boolean https = "https".equalsIgnoreCase(url.getScheme());
            boolean http = "http".equalsIgnoreCase(url.getScheme());
            return url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && (https || http && isLoopback(url));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void checkWebhook() {
        if (options.getWebhookExternalUrl() != null) {
            checkUrl("webhookExternalUrl", options.getWebhookExternalUrl(), "https://photos.example.com");
        }
        if (!String.valueOf(options.getWebhookPath()).matches("(?:/[A-Za-z0-9._~-]+)++")) {
            fault("The option webhookPath must be a path such as " + PixelForgeConfiguration.DEFAULT_WEBHOOK_PATH
                    + ", of letters, digits and . _ ~ - between slashes.");
        }
        duration("webhookFallbackInterval", options.getWebhookFallbackInterval(), 1);
    }

    private void checkNumbers() {
        duration("initialPollDelay", options.getInitialPollDelay(), 0);
        duration("pollInterval", options.getPollInterval(), 1);
        duration("maxPollInterval", options.getMaxPollInterval(), options.getPollInterval());
        duration("completionTimeout", options.getCompletionTimeout(), 1);
        duration("retention", options.getRetention(), 0);
        duration("redeliveryDelay", options.getRedeliveryDelay(), 0);
        atLeast("maxDownloadSize", options.getMaxDownloadSize(), 1);
        atLeast("concurrentConsumers", options.getConcurrentConsumers(), 1);
        atLeast("maxInFlight", options.getMaxInFlight(), 0);
        atLeast("maxMessagesPerPoll", options.getMaxMessagesPerPoll(), 0);
        atLeast("maxConcurrentRequests", options.getMaxConcurrentRequests(), 1);
        if (!(options.getMaxRequestsPerSecond() >= 0) || Double.isInfinite(options.getMaxRequestsPerSecond())) {
            fault("The option maxRequestsPerSecond must be 0 or more.");
        }
        if (options.getJobGroup() == null || options.getJobGroup().isBlank()) {
            fault("The option jobGroup must not be empty.");
        }
        if (options.getIdempotentKey() != null && options.getIdempotentKey().isBlank()) {
            fault("The option idempotentKey must not be empty: give a Simple expression such as ${header.orderId}.");
        }
        if (options.getPublishUri() != null && options.getImagePublisher() != null) {
            fault("The options publishUri and imagePublisher exclude each other: set one of them.");
        }
    }

    private void checkMediaHosts() {
        String hosts =
                options.getMediaHosts() == null ? "" : options.getMediaHosts().trim();
        for (String host : hosts.isEmpty() ? List.<String>of() : List.of(hosts.split(","))) {
            if (!HOST.matcher(host.trim()).matches()) {
                fault("The option mediaHosts must hold hosts such as cdn.example.com or 10.0.0.1:8443, separated by"
                        + " commas, but has '" + host.trim() + "'.");
            }
        }
        if (options.isDownload() && hosts.isEmpty() && options.getHttpOptions().get("proxyHost") != null) {
            fault("The option mediaHosts is missing: behind a proxy the addresses of media hosts cannot be checked, so"
                    + " with http.proxyHost and download=true name the hosts that pictures come from.");
        }
    }

    private void checkSavedHeaders() {
        List<String> never = SavedHeaders.neverSaved(String.valueOf(options.getSaveHeaders()));
        if (!never.isEmpty()) {
            fault("The option saveHeaders names " + String.join(", ", never) + ", which is never saved, since it may be"
                    + " a secret, of HTTP or of this component. Copy what has to come back into a header of another"
                    + " name.");
        }
    }

    private void atLeast(String option, long value, long min) {
        if (value < min) {
            fault("The option " + option + " must be " + min + " or more, but is " + value + ".");
        }
    }

    private void duration(String option, long millis, long min) {
        atLeast(option, millis, min);
        if (millis > LONGEST) {
            fault("The option " + option + " must be at most " + LONGEST_DAYS + "d (" + LONGEST + " ms), but is "
                    + millis + ".");
        }
    }

    private void checkRequest(PixelForgeOperation operation) {
        Map<String, Object> values = new HashMap<>(options.requestParameters());
        values.keySet().retainAll(operation.parameters());
        RequestParameters.faultsOfDefaults(
                        operation.parameters(), values, name -> "The option " + RequestReader.camelCase(name))
                .forEach(found -> fault(found + "."));
    }

    private void fault(String message) {
        faults.add(message);
    }
}
