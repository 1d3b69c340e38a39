package io.pixelforge.examples.s3relight;

import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.PixelForgeSandbox;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The S3 server of a test, as its user sees it, and the routes of the example on it. */
final class Store implements AutoCloseable {

    static final Path FOLDER = Path.of(System.getProperty("basedir"), "s3-relight");

    private final Path home;
    private final LocalS3 server;
    private final S3Client client;

    Store(Path home) throws Exception {
        this.home = home;
        server = new LocalS3(S3Relight.LOCAL_BUCKET);
        client = S3Client.builder()
                .endpointOverride(URI.create(server.url()))
                .forcePathStyle(true)
                .region(Region.of(LocalS3.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
                .build();
    }

    String url() {
        return server.url();
    }

    /** Starts the routes with a sandbox; small pictures, and no waiting. */
    Main start(PixelForgeSandbox sandbox, Map<String, String> properties) throws Exception {
        return start(sandbox, S3Relight.localBucket(server), properties);
    }

    private Main start(PixelForgeSandbox sandbox, Settings.Bucket bucket, Map<String, String> properties)
            throws Exception {
        Settings settings = new Settings(
                home,
                Optional.empty(),
                Optional.empty(),
                properties.getOrDefault("publishUri", Settings.LINK),
                Optional.empty(),
                Optional.empty());
        Main camel =
                new S3Relight(FOLDER, settings, new PrintStream(PrintStream.nullOutputStream())).camel(sandbox, bucket);
        camel.addOverrideProperty("relight.look", "100");
        camel.addOverrideProperty("relight.poll", "100");
        camel.addOverrideProperty("relight.imageSize", "64x64");
        camel.addOverrideProperty("camel.component.pixelforge.redeliveryDelay", "100");
        properties.forEach(camel::addOverrideProperty);
        camel.start();
        return camel;
    }

    /** The same with credentials that the settings do not name. */
    Main startWithCredentialsOfTheEnvironment(PixelForgeSandbox sandbox) throws Exception {
        Settings.Bucket bucket = S3Relight.localBucket(server);
        return start(sandbox, new Settings.Bucket(bucket.name(), bucket.region(), bucket.endpoint(), "", ""), Map.of());
    }

    void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(S3Relight.LOCAL_BUCKET).key(key), RequestBody.fromBytes(content));
    }

    ResponseBytes<GetObjectResponse> get(String key) {
        return client.getObjectAsBytes(
                request -> request.bucket(S3Relight.LOCAL_BUCKET).key(key));
    }

    List<String> keys(String prefix) {
        return client
                .listObjectsV2(request -> request.bucket(S3Relight.LOCAL_BUCKET).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    /** Waits for an object, and gives it. */
    ResponseBytes<GetObjectResponse> arrives(String key) {
        until(() -> keys(key).contains(key));
        return get(key);
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
    }
}
