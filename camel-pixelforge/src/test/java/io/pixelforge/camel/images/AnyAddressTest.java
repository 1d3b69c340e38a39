package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No address with a special purpose passes, written as IPv4, as IPv6, or hidden in IPv6; every other one does. */
class AnyAddressTest {

    /** What IANA lists as not globally reachable, and multicast. */
    private static final String[] SPECIAL = {
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/128",
        "::1/128",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/32",
        "2001:2::/48",
        "2001:10::/28",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8"
    };

    private final PublicHosts hosts = new PublicHosts(null, false);

    @Property
    void noneOfASpecialRangePasses(@ForAll("special") InetAddress address) {
        assertThatThrownBy(() -> hosts.check(url(address))).isInstanceOf(DownloadFault.class);
    }

    @Property
    void norDoesASpecialOneHiddenInIpv6(@ForAll("special") InetAddress address, @ForAll("prefix") byte[] prefix)
            throws Exception {
        if (address.getAddress().length == 4) {
            byte[] hidden = Arrays.copyOf(prefix, 16);
            // 6to4 carries it behind its first two bytes, the others at the end
            System.arraycopy(address.getAddress(), 0, hidden, prefix[0] == 0x20 ? 2 : 12, 4);
            URI url = url(InetAddress.getByAddress(hidden));
            assertThatThrownBy(() -> hosts.check(url)).isInstanceOf(DownloadFault.class);
        }
    }

    @Property
    void everyOtherIpv4AddressPasses(@ForAll("ipv4") InetAddress address) throws Exception {
        if (Arrays.stream(SPECIAL).noneMatch(range -> in(range, address)) && !in("192.88.99.0/24", address)) {
            assertThat(hosts.check(url(address))).containsExactly(address);
        }
    }

    @Property
    void everyIpv6AddressThatIsHandedOutPasses(@ForAll("handedOut") InetAddress address) throws Exception {
        assertThat(hosts.check(url(address))).containsExactly(address);
    }

    @Provide
    Arbitrary<InetAddress> special() {
        return Arbitraries.of(SPECIAL).flatMap(AnyAddressTest::inRange);
    }

    @Provide
    Arbitrary<InetAddress> ipv4() {
        return inRange("0.0.0.0/0");
    }

    /** Some of the blocks of the regional registries. */
    @Provide
    Arbitrary<InetAddress> handedOut() {
        return Arbitraries.of(
                        "2001:200::/23", "2001:4860::/32", "2400::/12", "2600::/12", "2606:4700::/32", "2a00::/12")
                .flatMap(AnyAddressTest::inRange);
    }

    /** What an IPv4 address can be put behind. */
    @Provide
    Arbitrary<byte[]> prefix() {
        return Arbitraries.of("::", "::ffff:0:0", "64:ff9b::", "2002::").map(AnyAddressTest::bytes);
    }

    private static Arbitrary<InetAddress> inRange(String range) {
        byte[] first = bytes(range.substring(0, range.indexOf('/')));
        int free = first.length * 8 - bits(range);
        return Combinators.combine(
                        Arbitraries.bigIntegers()
                                .between(
                                        BigInteger.ZERO,
                                        BigInteger.ONE.shiftLeft(free).subtract(BigInteger.ONE)),
                        Arbitraries.just(first))
                .as((offset, start) -> address(new BigInteger(1, start).add(offset), start.length));
    }

    private static boolean in(String range, InetAddress address) {
        byte[] first = bytes(range.substring(0, range.indexOf('/')));
        int shift = first.length * 8 - bits(range);
        return first.length == address.getAddress().length
                && new BigInteger(1, first)
                        .shiftRight(shift)
                        .equals(new BigInteger(1, address.getAddress()).shiftRight(shift));
    }

    private static int bits(String range) {
        return Integer.parseInt(range.substring(range.indexOf('/') + 1));
    }

    private static byte[] bytes(String address) {
        if (address.equals("::ffff:0:0")) { // Java would make it an IPv4 address
            byte[] mapped = new byte[16];
            mapped[10] = (byte) 0xff;
            mapped[11] = (byte) 0xff;
            return mapped;
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static InetAddress address(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        byte[] digits = number.toByteArray();
        int n = Math.min(length, digits.length);
        System.arraycopy(digits, digits.length - n, bytes, length - n, n);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static URI url(InetAddress address) {
        String text = address.getHostAddress();
        return URI.create("https://" + (text.contains(":") ? "[" + text + "]" : text) + "/a.png");
    }
}
