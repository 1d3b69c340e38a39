package io.pixelforge.examples.s3relight;

import io.pixelforge.examples.Launch;
import io.pixelforge.examples.Outside;
import io.pixelforge.sandbox.PixelForgeSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Runs the routes of the folder {@code s3-relight}: on a bucket of the user's or one on this machine, with the real
 * service or a sandbox; for some pictures, or until it is stopped.
 */
public final class S3Relight {

    static final String LOCAL_BUCKET = "photos";

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int NOT_ENDED = 1;

    private final Path folder;
    private final Settings settings;
    private final PrintStream out;

    /** @param folder with the routes and {@code application.properties} */
    S3Relight(Path folder, Settings settings, PrintStream out) {
        this.folder = folder;
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Launch.run(() -> new S3Relight(folder, Settings.of(folder, Outside.settings()), System.out).run());
    }

    /** @return the exit status */
    int run() throws Exception {
        if (settings.bucket().isPresent()) {
            out.println("The bucket is " + settings.bucket().get() + ".");
            return run(settings.bucket().get());
        }
        try (LocalS3 s3 = new LocalS3(LOCAL_BUCKET)) {
            Settings.Bucket bucket = localBucket(s3);
            out.printf(
                    "An S3 server runs in memory; the bucket is %s, with the keys %s and %s.%n",
                    bucket, bucket.accessKey(), bucket.secretKey());
            return run(bucket);
        }
    }

    static Settings.Bucket localBucket(LocalS3 s3) {
        return new Settings.Bucket(LOCAL_BUCKET, LocalS3.REGION, s3.url(), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY);
    }

    private int run(Settings.Bucket bucket) throws Exception {
        if (settings.gateway().isPresent()) {
            out.println("The gateway is " + settings.gateway().get() + ": pictures are paid for.");
            return run(camel(settings.gateway().get(), bucket), bucket);
        }
        try (PixelForgeSandbox sandbox = Launch.sandbox(out)) {
            Files.deleteIfExists(settings.home().resolve("sandbox-jobs.mv.db")); // of a sandbox that is gone
            Main camel = camel(sandbox, bucket);
            camel.addOverrideProperty("relight.look", "500ms");
            camel.addOverrideProperty("relight.poll", "1s");
            return run(camel, bucket);
        }
    }

    /** The routes with a sandbox, not yet started. */
    Main camel(PixelForgeSandbox sandbox, Settings.Bucket bucket) {
        Main camel = camel(new Settings.Gateway(sandbox.url(), "sandbox"), bucket);
        camel.configure()
                .setRoutesIncludePattern("file:" + folder + "/*.camel.yaml,file:" + folder + "/sandbox/*.camel.yaml");
        camel.bind("sandboxFetch", new SandboxFetch(sandbox));
        return camel;
    }

    /** The routes, not yet started. */
    Main camel(Settings.Gateway gateway, Settings.Bucket bucket) {
        return Launch.camel(folder, settings.properties(gateway, bucket));
    }

    private int run(Main camel, Settings.Bucket bucket) throws Exception {
        Launch.start(camel);
        if (settings.pictures().isEmpty()) {
            out.println("Watching in/ of the bucket until you press Ctrl+C.");
            Runtime.getRuntime().addShutdownHook(new Thread(camel::stop, "s3-relight-stop"));
            new CountDownLatch(1).await();
        }
        try (ProducerTemplate s3 = camel.getCamelContext().createProducerTemplate()) {
            s3.setDefaultEndpointUri("aws2-s3:" + bucket.name());
            return relight(s3);
        } finally {
            camel.stop();
        }
    }

    private int relight(ProducerTemplate s3) throws IOException, InterruptedException {
        Instant begin = Instant.now();
        List<String> names = put(s3);
        out.println("Put " + names.size() + " pictures into in/.");
        boolean ended = Launch.await(() -> names.stream().allMatch(name -> hasEnded(s3, name, begin)), PATIENCE);
        long relit =
                names.stream().filter(name -> isThere(s3, "out/" + name, begin)).count();
        out.printf(
                "%d relit (out/), %d failed (failed/), in %d s.%n",
                relit,
                names.stream().filter(name -> hasEnded(s3, name, begin)).count() - relit,
                Duration.between(begin, Instant.now()).toSeconds());
        if (settings.bucket().isEmpty()) {
            fetch(s3, names);
        }
        if (!ended) {
            out.println("Not ended in " + PATIENCE.toMinutes() + " min; the next run goes on with them.");
        }
        return ended ? 0 : NOT_ENDED;
    }

    private List<String> put(ProducerTemplate s3) throws IOException {
        List<Path> files;
        try (Stream<Path> pictures = Files.list(settings.pictures().orElseThrow())) {
            files = pictures.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("\\..*|SOURCES\\.md"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            s3.sendBodyAndHeader(file.toFile(), "CamelAwsS3Key", "in/" + file.getFileName());
        }
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    /** What is in a bucket that goes with this process. */
    private void fetch(ProducerTemplate s3, List<String> names) throws IOException {
        Path folder = Files.createDirectories(settings.home().resolve("out"));
        for (String name : names) {
            if (isThere(s3, "out/" + name, Instant.EPOCH)) {
                Map<String, Object> headers =
                        Map.of("CamelAwsS3Operation", "getObject", "CamelAwsS3Key", "out/" + name);
                Object result = s3.requestBodyAndHeaders(s3.getDefaultEndpoint(), null, headers);
                try (InputStream in = (InputStream) result) {
                    Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        out.println("Copies of the results: " + folder);
    }

    private static boolean hasEnded(ProducerTemplate s3, String name, Instant since) {
        return isThere(s3, "out/" + name, since) || isThere(s3, "failed/" + name, since);
    }

    /** Whether there is an object of that name, or of that name and an extension, that is not older. */
    private static boolean isThere(ProducerTemplate s3, String key, Instant since) {
        Map<String, Object> headers = Map.of("CamelAwsS3Operation", "listObjects", "CamelAwsS3Prefix", key);
        Object found = s3.requestBodyAndHeaders(s3.getDefaultEndpoint(), null, headers);
        return ((List<?>) found).stream().map(S3Object.class::cast).anyMatch(object -> !object.lastModified()
                .isBefore(since.minusSeconds(1)));
    }
}
