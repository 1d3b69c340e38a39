package io.pixelforge.camel.kamelets;

import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.images.S3Server;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The kamelet, set up by properties for an S3 server of its own. */
public abstract class S3PublishTestSupport extends PixelForgeTestSupport {

    protected static final String KAMELET = "kamelet:pixelforge-s3-publish-action";
    protected static final String BUCKET = "photos";

    protected static S3Server server;

    @BeforeAll
    protected static void startServer() throws Exception {
        server = new S3Server();
        server.client().createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    protected static void stopServer() throws Exception {
        server.close();
    }

    /** What the kamelet is given in every test. */
    protected Map<String, String> parameters() {
        return Map.of(
                "bucketName", BUCKET,
                "region", S3Server.REGION,
                "accessKey", S3Server.ACCESS_KEY,
                "secretKey", S3Server.SECRET_KEY,
                "uriEndpointOverride", server.url());
    }

    @Override
    protected Properties useOverridePropertiesWithPropertiesComponent() {
        Properties properties = new Properties();
        parameters()
                .forEach((name, value) ->
                        properties.setProperty("camel.kamelet.pixelforge-s3-publish-action." + name, value));
        return properties;
    }

    protected Exchange publish(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** The link that it answers with. */
    protected String link(String uri, Object body, Map<String, Object> headers) throws Exception {
        Exchange answer = publish(uri, body, headers);
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer.getMessage().getBody(String.class);
    }

    protected static List<String> keys() {
        return server.client().listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    protected static String key(String link) {
        return URI.create(link).getPath().substring(BUCKET.length() + 2);
    }

    /** What a plain GET of the link gets, every byte of which is sent as it is written. */
    protected static Answer fetch(String link) throws IOException {
        String path = link.substring(link.indexOf('/', "https://".length()));
        String host = URI.create(link).getRawAuthority();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return Answer.of(socket.getInputStream().readAllBytes());
        }
    }

    protected record Answer(String head, byte[] body) {

        static Answer of(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return new Answer(text.substring(0, end), Arrays.copyOfRange(bytes, end + 4, bytes.length));
        }

        int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }
    }
}
