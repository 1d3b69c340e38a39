package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicHostsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/a.png",
                "https://localhost/a.png",
                "https://10.0.0.1/a.png",
                "https://172.16.0.1/a.png",
                "https://192.168.1.1/a.png",
                "https://169.254.169.254/latest/meta-data",
                "https://0.0.0.0/a.png",
                "https://100.64.0.1/a.png",
                "https://198.18.0.1/a.png",
                "https://224.0.0.1/a.png",
                "https://255.255.255.255/a.png",
                "https://[::1]/a.png",
                "https://[::]/a.png",
                "https://[fe80::1]/a.png",
                "https://[fd00::1]/a.png",
                "https://[ff02::1]/a.png",
                "https://[::ffff:127.0.0.1]/a.png",
                "https://[64:ff9b::7f00:1]/a.png",
                "https://[2002:7f00:1::]/a.png",
                "http://8.8.8.8/a.png",
                "ftp://8.8.8.8/a.png",
                "file:///etc/passwd",
                "https:///a.png",
                "nonsense"
            })
    void otherUrlsAreRefusedForGood(String url) {
        assertThatThrownBy(() -> new PublicHosts(null, false).check(URI.create(url + "?sig=secret#secret")))
                .isInstanceOfSatisfying(
                        DownloadFault.class, e -> assertThat(e.isWorthAnother()).isFalse())
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://8.8.8.8/a.png", "https://[2606:4700::1111]:8443/a.png"})
    void publicAddressesAreAllowed(String url) throws Exception {
        assertThat(new PublicHosts(null, false).check(URI.create(url))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, http://10.0.0.1/a.png",
        "10.0.0.1, https://10.0.0.1:8443/a.png",
        "10.0.0.1:8443, https://10.0.0.1:8443/a.png",
        "10.0.0.1:443, https://10.0.0.1/a.png",
        "10.0.0.1:80, http://10.0.0.1/a.png",
        "' other.example , LOCALHOST ', http://localhost/a.png",
        "[::1], http://[::1]/a.png"
    })
    void aHostThatIsNamedIsOpen(String mediaHosts, String url) throws Exception {
        assertThat(new PublicHosts(mediaHosts, false).check(URI.create(url)))
                .as("any address will do")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2, https://10.0.0.1/a.png",
        "10.0.0.1:8443, https://10.0.0.1/a.png",
        "10.0.0.1, ftp://10.0.0.1/a.png",
        "0.0.1, https://10.0.0.1/a.png"
    })
    void anotherHostOrPortIsNot(String mediaHosts, String url) {
        assertThatThrownBy(() -> new PublicHosts(mediaHosts, false).check(URI.create(url)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void thisMachineIsOpenForAGatewayThatRunsOnIt() throws Exception {
        PublicHosts hosts = new PublicHosts(null, true);

        assertThat(hosts.check(URI.create("http://127.0.0.1:8089/a.png")))
                .isNotEmpty()
                .allMatch(InetAddress::isLoopbackAddress);
        assertThatThrownBy(() -> hosts.check(URI.create("https://10.0.0.1/a.png")))
                .hasMessageContaining("not public");
    }
}
