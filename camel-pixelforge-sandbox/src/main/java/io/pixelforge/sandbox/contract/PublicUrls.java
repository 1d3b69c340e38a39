package io.pixelforge.sandbox.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says which URLs the gateway could reach from the outside, without asking any name server. */
public final class PublicUrls {

    private static final Set<String> PRIVATE_SUFFIXES =
            Set.of(".localhost", ".local", ".internal", ".lan", ".home", ".intranet", ".corp");
    private static final Pattern NUMERIC = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*\\.?");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern PUBLIC_IPV6 = Pattern.compile("\\[[23][0-9a-f]{3}:.*]");

    private PublicUrls() {}

    /** The URI of a text, if it is an absolute http or https one with a host. */
    public static Optional<URI> http(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether its host is this machine itself, by name or address. */
    public static boolean loopback(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || IPV4.matcher(host).matches() && host.startsWith("127.");
    }

    /** Why a URL is not public, or nothing. */
    static Optional<String> fault(String url) {
        Optional<URI> uri = http(url);
        if (uri.isEmpty()) {
            return Optional.of("is not a URL");
        }
        if (uri.get().getUserInfo() != null) {
            return Optional.of("must not hold a user or password");
        }
        String host = uri.get().getHost().toLowerCase(Locale.ROOT);
        return isPublic(host) ? Optional.empty() : Optional.of("must be publicly accessible, and " + host + " is not");
    }

    private static boolean isPublic(String host) {
        if (host.startsWith("[")) {
            return PUBLIC_IPV6.matcher(host).matches();
        }
        if (NUMERIC.matcher(host).matches()) {
            return IPV4.matcher(host).matches() && isPublicAddress(host.split("\\."));
        }
        return host.contains(".") && PRIVATE_SUFFIXES.stream().noneMatch(host::endsWith);
    }

    private static boolean isPublicAddress(String[] parts) {
        int a = Integer.parseInt(parts[0]);
        int b = Integer.parseInt(parts[1]);
        boolean here = a == 0 || a == 10 || a == 127 || a >= 224;
        boolean shared = a == 100 && b >= 64 && b < 128;
        boolean local = a == 169 && b == 254 || a == 172 && b >= 16 && b < 32 || a == 192 && b == 168;
        return !here && !shared && !local;
    }
}
