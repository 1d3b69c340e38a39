package io.pixelforge.examples.s3relight;

import java.net.URI;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** A real S3 server on this machine, which checks signatures and keeps its objects in memory. */
final class LocalS3 implements AutoCloseable {

    static final String REGION = "us-east-1";
    static final String ACCESS_KEY = "local";
    static final String SECRET_KEY = "local-secret";

    /** Newer clients send checksums at the end of an upload, which it does not know. */
    private static final String CHECKSUMS = "aws.requestChecksumCalculation";

    private final BlobStoreContext store;
    private final S3Proxy server;

    /** @param bucket the only one */
    LocalS3(String bucket) throws Exception {
        System.setProperty(CHECKSUMS, System.getProperty(CHECKSUMS, "WHEN_REQUIRED"));
        store = ContextBuilder.newBuilder("transient").build(BlobStoreContext.class);
        store.getBlobStore().createContainerInLocation(null, bucket);
        server = S3Proxy.builder()
                .blobStore(store.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
    }

    /** Where it listens; by its address, so that links name the bucket in the path. */
    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        store.close();
    }
}
