package io.pixelforge.examples.s3relight;

import static io.pixelforge.examples.Outside.or;

import io.pixelforge.examples.Outside;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the user says about a run.
 *
 * @param home where jobs are kept, and copies of the results of an S3 server on this machine
 * @param gateway the real service; empty for a sandbox
 * @param bucket of the user's; empty for one on this machine
 * @param publishUri what makes a picture public
 * @param pictures a folder of what to put into the bucket, and then to end; empty to watch the bucket until stopped
 * @param prompt empty for that of application.properties
 */
record Settings(
        Path home,
        Optional<Gateway> gateway,
        Optional<Bucket> bucket,
        String publishUri,
        Optional<Path> pictures,
        Optional<String> prompt) {

    static final String REAL_GATEWAY = "https://gateway.pixazo.ai";
    static final String LINK = "direct:link-to-original";

    private static final String SAMPLES = "../file-relight/samples";

    /** The service. */
    record Gateway(String url, String apiKey) {

        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * Where the pictures are.
     *
     * @param endpoint empty for Amazon S3
     * @param accessKey empty for credentials of the environment
     */
    record Bucket(String name, String region, String endpoint, String accessKey, String secretKey) {

        @Override
        public String toString() {
            return "s3://" + name + (endpoint.isEmpty() ? "" : " at " + endpoint);
        }
    }

    /**
     * @param folder  of the example
     * @param outside a setting by its name, {@code null} if it is not set
     * @throws IllegalArgumentException if they do not fit together, saying what to write
     */
    static Settings of(Path folder, UnaryOperator<String> outside) {
        Optional<Gateway> gateway = gateway(outside);
        Optional<Bucket> bucket = bucket(outside);
        if (gateway.isPresent() && bucket.isEmpty()) {
            throw new IllegalArgumentException("""
                    The service fetches pictures by their links, and cannot reach an S3 server on this machine:
                    set -Dbucket=... and -Dregion=... to a bucket of yours. Nothing was started and nothing was sent.""");
        }
        String pictures = outside.apply("pictures");
        if (pictures == null) {
            boolean toBeWatched = gateway.isPresent() || bucket.isPresent() || "true".equals(outside.apply("watch"));
            pictures = toBeWatched ? "" : folder.resolve(SAMPLES).normalize().toString();
        }
        return new Settings(
                Outside.home(folder, outside),
                gateway,
                bucket,
                or(outside.apply("publishUri"), LINK),
                pictures.isBlank() ? Optional.empty() : Optional.of(existing(Path.of(pictures))),
                Optional.ofNullable(outside.apply("prompt")));
    }

    private static Optional<Gateway> gateway(UnaryOperator<String> outside) {
        String key = or(outside.apply("apiKey"), "");
        String url = or(outside.apply("gatewayUrl"), "");
        if (key.isEmpty() && !url.isEmpty()) {
            throw new IllegalArgumentException("""
                    The real service needs a key: set the environment variable PIXELFORGE_API_KEY.
                    Without gatewayUrl a sandbox is used and no key is needed.""");
        }
        return key.isEmpty() ? Optional.empty() : Optional.of(new Gateway(or(url, REAL_GATEWAY), key));
    }

    private static Optional<Bucket> bucket(UnaryOperator<String> outside) {
        String name = or(outside.apply("bucket"), "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String region = or(outside.apply("region"), "");
        String accessKey = or(outside.apply("accessKey"), "");
        String secretKey = or(outside.apply("secretKey"), "");
        List<String> faults = Stream.of(
                        region.isEmpty() ? "-Dregion=... is missing (a store that has none takes us-east-1)" : "",
                        accessKey.isEmpty() == secretKey.isEmpty()
                                ? ""
                                : "PIXELFORGE_ACCESS_KEY and PIXELFORGE_SECRET_KEY go together; without both,"
                                        + " the credentials of the environment are used")
                .filter(fault -> !fault.isEmpty())
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("There is a bucket, but: " + String.join("; ", faults)
                    + ". Nothing was started and nothing was sent.");
        }
        return Optional.of(new Bucket(name, region, or(outside.apply("endpoint"), ""), accessKey, secretKey));
    }

    private static Path existing(Path pictures) {
        if (!pictures.toFile().isDirectory()) {
            throw new IllegalArgumentException(
                    "-Dpictures names " + pictures + ", but there is no folder " + pictures.toAbsolutePath() + ".");
        }
        return pictures;
    }

    /** What the routes and application.properties leave open. */
    Map<String, String> properties(Gateway usedGateway, Bucket usedBucket) {
        Map<String, String> properties = new HashMap<>();
        String jobs = gateway.isPresent() ? "jobs" : "sandbox-jobs";
        properties.put("relight.jobs", home.resolve(jobs).toString().replace('\\', '/'));
        properties.put("relight.apiKey", usedGateway.apiKey());
        properties.put("relight.gatewayUrl", usedGateway.url());
        properties.put("relight.publishUri", publishUri);
        properties.put("relight.publisher", gateway.isPresent() ? publishUri : "direct:sandbox-fetch");
        prompt.ifPresent(words -> properties.put("relight.prompt", words));
        properties.put("s3.bucket", usedBucket.name());
        properties.put("s3.region", usedBucket.region());
        properties.put("s3.endpoint", usedBucket.endpoint());
        properties.put("s3.accessKey", usedBucket.accessKey());
        properties.put("s3.secretKey", usedBucket.secretKey());
        properties.put(
                "s3.useDefaultCredentialsProvider",
                String.valueOf(usedBucket.accessKey().isEmpty()));
        return properties;
    }
}
