package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that was checked is the one that is connected to, at each step of the way. */
class CheckedHostsTest extends DownloadTestSupport {

    private static final byte[] PNG = png(1000);

    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final List<String> resolved = new ArrayList<>();
    private final DnsResolver dns = new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            resolved.add(host);
            List<InetAddress> addresses = new ArrayList<>();
            for (String address : names.getOrDefault(host, List.of())) {
                addresses.add(InetAddress.getByName(address));
            }
            return addresses.toArray(new InetAddress[0]);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    };
    private PublicHosts hosts = new PublicHosts(null, true, dns);

    @Override
    PublicHosts hosts() {
        return hosts;
    }

    @Test
    void aHostIsConnectedToAtTheAddressThatWasChecked() {
        names.put("media.invalid", List.of("127.0.0.1")); // which no other resolver knows
        server.thenPicture(PNG);

        download("http://media.invalid:" + server.port() + "/a.png");

        assertThat(bytes(picture())).isEqualTo(PNG);
        assertThat(resolved).containsExactly("media.invalid");
        assertThat(server.requests().get(0)).contains("Host: media.invalid:" + server.port() + "\r\n");
    }

    @Test
    void theNextAttemptTriesTheNextAddress() {
        names.put("media.invalid", List.of("127.0.0.2", "127.0.0.1")); // nobody listens on the first
        server.thenPicture(PNG);

        download("http://media.invalid:" + server.port() + "/a.png");
        assertThat(result).isNotDone();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(bytes(picture())).isEqualTo(PNG);
    }

    @Test
    void aHostThatIsNotKnownNowIsAskedForAgain() {
        server.thenPicture(PNG);
        download("http://media.invalid:" + server.port() + "/a.png");
        assertThat(result).isNotDone();

        names.put("media.invalid", List.of("127.0.0.1"));
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(bytes(picture())).isEqualTo(PNG);
    }

    @Test
    void aHostThatTurnsIntoAPrivateAddressIsRefusedThen() throws Exception {
        PublicHosts strict = new PublicHosts(null, false, dns);
        names.put("media.invalid", List.of("8.8.8.8"));
        assertThat(strict.check(URI.create("https://media.invalid/a.png"))).hasSize(1);

        names.put("media.invalid", List.of("10.0.0.1"));

        assertRefused(strict, "https://media.invalid/a.png", "10.0.0.1, which is not public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "169.254.169.254", "fd00:ec2::254", "::1", "::ffff:10.0.0.1"})
    void oneAddressThatIsNotPublicIsEnoughToBeRefused(String address) {
        names.put("media.invalid", List.of("8.8.8.8", address));

        assertRefused(new PublicHosts(null, false, dns), "https://media.invalid/a.png", "not public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.1",
                "127.0.1",
                "127.0.0.1.",
                "8.8.8.08",
                "1.2.3.4.5",
                "example.0x1"
            })
    void anAddressInAnUnusualFormIsRefusedBeforeAnybodyInterpretsIt(String host) {
        assertRefused(new PublicHosts(null, false, dns), "https://" + host + "/a.png", "host");
        assertThat(resolved).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bücher.example", "127。0。0。1", "ⓛocalhost", "under_score.example", "a..b"})
    void aHostThatIsNotPlainLettersIsRefused(String host) {
        assertRefused(new PublicHosts(null, false, dns), "https://" + host + "/a.png", "plain host name");
        assertThat(resolved).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://me@8.8.8.8/a.png, user or password",
        "https://8.8.8.8@127.0.0.1/a.png, user or password",
        "https://localhost./a.png, not public"
    })
    void whatLooksLikeAnotherHostIsNot(String url, String reason) {
        names.put("localhost.", List.of("127.0.0.1"));

        assertRefused(new PublicHosts(null, false, dns), url, reason);
    }

    @Test
    void aHostThatIsNamedDoesNotOpenWhereItRedirectsTo() {
        hosts = new PublicHosts("127.0.0.1:" + server.port(), false);
        RawServer other = new RawServer();
        try (other) {
            server.thenStatus(302, "\nLocation: " + other.url() + "/b.png")
                    .thenStatus(302, "\nLocation: https://127.0.0.1:" + other.port() + "/b.png");

            download(server.url() + "/a.png");
            assertThat(failure()).hasMessageContaining("not https");
            download(server.url() + "/a.png");
            assertThat(failure()).hasMessageContaining("127.0.0.1, which is not public");

            assertThat(other.requests()).isEmpty();
        }
    }

    private static void assertRefused(PublicHosts hosts, String url, String reason) {
        assertThatThrownBy(() -> hosts.check(URI.create(url)))
                .isInstanceOf(IOException.class)
                .isInstanceOfSatisfying(
                        DownloadFault.class, e -> assertThat(e.isWorthAnother()).isFalse())
                .hasMessageContaining(reason);
    }
}
