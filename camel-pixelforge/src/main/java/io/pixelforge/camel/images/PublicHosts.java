package io.pixelforge.camel.images;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which hosts a picture may be fetched from. Its URL is data from outside, so by default only https on public
 * addresses: whoever can choose the URL could otherwise make us ask machines behind our own firewall.
 */
public final class PublicHosts {

    private final Set<String> opened;
    private final boolean loopback;

    /**
     * @param mediaHosts hosts, or host:port, separated by commas, that are allowed whatever their scheme and address;
     *                   may be {@code null}
     * @param loopback   whether this machine is allowed, for a gateway that runs on it
     */
    public PublicHosts(String mediaHosts, boolean loopback) {
        this.opened = mediaHosts == null
                ? Set.of()
                : Arrays.stream(mediaHosts.split(","))
                        .map(host -> host.trim().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        this.loopback = loopback;
    }

    /**
     * @return             the address to connect to, which is the one that was checked
     * @throws IOException if the URL is not allowed, or its host has no address
     */
    public InetAddress check(URI url) throws IOException {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !Set.of("http", "https").contains(scheme)) {
            throw new IOException("it is no http or https URL");
        }
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        InetAddress[] addresses = resolve(host);
        boolean named = opened.contains(host) || opened.contains(host + ":" + port);
        if (named || loopback && Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress)) {
            return addresses[0];
        }
        if (!scheme.equals("https")) {
            throw new IOException("it is not https and its host is not named by mediaHosts");
        }
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new IOException("its host has the address " + address.getHostAddress()
                        + ", which is not public, and is not named by mediaHosts");
            }
        }
        return addresses[0];
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    private static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        if (address instanceof Inet6Address) {
            boolean global = (b[0] & 0xe0) == 0x20; // 2000::/3
            boolean tunnel = b[0] == 0x20 && b[1] == 0x02 // 6to4 carries an IPv4 address
                    || b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0; // so does Teredo
            return global && !tunnel;
        }
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        return first != 0
                && first < 240
                && !(first == 100 && second >= 64 && second < 128) // shared address space
                && !(first == 198 && (second == 18 || second == 19)) // benchmarking
                && !(first == 192 && second == 0 && b[2] == 0); // protocol assignments
    }
}
