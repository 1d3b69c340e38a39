package io.pixelforge.camel.images;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.filesystem.reference.FilesystemConstants;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in this process, which checks signatures. */
public final class S3Server implements AutoCloseable {

    public static final String REGION = "us-east-1";
    public static final String ACCESS_KEY = "test-access-key";
    /** With all that could be lost where it is put into a URI. */
    public static final String SECRET_KEY = "se/cr+et=%2B&key?#";

    private static final String CHECKSUMS = "aws.requestChecksumCalculation";

    private final BlobStoreContext store;
    private final S3Proxy server;
    private final S3Client client;

    /** One that keeps its objects in memory. */
    public S3Server() throws Exception {
        this(ContextBuilder.newBuilder("transient-nio2"), new Properties());
    }

    /** One that keeps its objects in a directory. */
    public S3Server(Path directory) throws Exception {
        this(ContextBuilder.newBuilder("filesystem-nio2"), baseDirectory(directory));
    }

    private S3Server(ContextBuilder builder, Properties properties) throws Exception {
        System.setProperty(
                CHECKSUMS, "WHEN_REQUIRED"); // it does not know the trailing checksums that newer clients send
        store = builder.credentials("any", "any").overrides(properties).build(BlobStoreContext.class);
        server = S3Proxy.builder()
                .blobStore(store.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
        client = S3Client.builder()
                .endpointOverride(URI.create(url()))
                .forcePathStyle(true)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    private static Properties baseDirectory(Path directory) {
        Properties properties = new Properties();
        properties.setProperty(FilesystemConstants.PROPERTY_BASEDIR, directory.toString());
        return properties;
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getPort();
    }

    public S3Client client() {
        return client;
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.stop();
        store.close();
        System.clearProperty(CHECKSUMS);
    }
}
