package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class RestSnippetsTest extends PageTestSupport {

    @Test
    @Runs({"configuration", "rest", "rest-properties"})
    void answersWithThePictureOrWithWhatIsWrong() throws Exception {
        String url = startOnAFreePort();

        HttpResponse<byte[]> relit = post(url, photo());
        assertThat(relit.statusCode()).isEqualTo(200);
        assertThat(relit.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(relit.body()).startsWith(0x89, 'P', 'N', 'G');

        HttpResponse<byte[]> refused = post(url, "no picture".getBytes());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new String(refused.body())).contains("prompt");
        assertThat(charged()).hasSize(1);
    }

    @Test
    @Runs({"configuration", "rest", "rest-properties"})
    void oneThatTakesLongIsCollectedLater() throws Exception {
        replace(
                "awaitCompletion: true\n              completionTimeout: 60s",
                "awaitCompletion: true\n              completionTimeout: 1");
        String url = startOnAFreePort();

        HttpResponse<byte[]> accepted = post(url, photo());
        assertThat(accepted.statusCode()).isEqualTo(202);

        HttpResponse<byte[]> collected =
                send(HttpRequest.newBuilder(URI.create(url + "/" + new String(accepted.body())))
                        .GET());
        assertThat(collected.statusCode()).isEqualTo(200);
        assertThat(collected.body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(charged()).hasSize(1);
    }

    private String startOnAFreePort() throws Exception {
        int port = freePort();
        property("camel.server.port", String.valueOf(port));
        start();
        return "http://127.0.0.1:" + port + "/relight";
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<byte[]> post(String url, byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
