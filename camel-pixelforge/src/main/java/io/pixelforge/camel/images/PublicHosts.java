package io.pixelforge.camel.images;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Which hosts a picture may be fetched from. Its URL is data from outside, so by default only https on public
 * addresses: whoever can choose the URL could otherwise make us ask machines behind our own firewall.
 */
public final class PublicHosts {

    /** What resolvers may take for an IPv4 address: 127.1, 0177.0.0.1, 0x7f000001, 2130706433, 127.0.0.1 with a dot. */
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    private static final Pattern IPV4 = Pattern.compile("((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})");

    private final Set<String> opened;
    private final boolean loopback;
    private final DnsResolver dns;

    /**
     * @param mediaHosts hosts, or host:port, separated by commas, that are allowed whatever their scheme and address;
     *                   may be {@code null}
     * @param loopback   whether this machine is allowed, for a gateway that runs on it
     */
    public PublicHosts(String mediaHosts, boolean loopback) {
        this(mediaHosts, loopback, SystemDefaultDnsResolver.INSTANCE);
    }

    PublicHosts(String mediaHosts, boolean loopback, DnsResolver dns) {
        this.opened = mediaHosts == null
                ? Set.of()
                : Arrays.stream(mediaHosts.split(","))
                        .map(host -> host.trim().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        this.loopback = loopback;
        this.dns = dns;
    }

    /**
     * @return             the addresses that may be connected to, in the order of the resolver; none if the host is
     *                     named by mediaHosts, so that its address does not matter
     * @throws IOException if the URL is not allowed, or its host has no address
     */
    public List<InetAddress> check(URI url) throws IOException {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !Set.of("http", "https").contains(scheme)) {
            throw DownloadFault.lasting("it is no http or https URL with a plain host name");
        }
        if (url.getRawUserInfo() != null) {
            throw DownloadFault.lasting("it holds a user or password");
        }
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        if (opened.contains(host) || opened.contains(host + ":" + port)) {
            return List.of();
        }
        if (NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw DownloadFault.lasting("its host is an address in an unusual form, and is not named by mediaHosts");
        }
        if (!scheme.equals("https") && !loopback) {
            throw notHttps();
        }
        List<InetAddress> addresses = resolve(host);
        if (loopback && addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
            return addresses;
        }
        if (!scheme.equals("https")) {
            throw notHttps();
        }
        for (InetAddress address : addresses) {
            if (SpecialAddresses.contains(address)) {
                throw DownloadFault.lasting("its host has the address " + address.getHostAddress()
                        + ", which is not public, and is not named by mediaHosts");
            }
        }
        return addresses;
    }

    private static DownloadFault notHttps() {
        return DownloadFault.lasting("it is not https and its host is not named by mediaHosts");
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        InetAddress[] addresses;
        try {
            addresses = dns.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        } catch (UnknownHostException e) {
            addresses = new InetAddress[0];
        }
        if (addresses.length == 0) {
            throw new UnknownHostException(host + " has no address; behind a proxy name it with mediaHosts");
        }
        return List.of(addresses);
    }
}
