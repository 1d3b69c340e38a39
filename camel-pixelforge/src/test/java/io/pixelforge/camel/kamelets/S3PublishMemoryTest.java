package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.images.S3Server;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture of more than twice the memory that its sender has. */
class S3PublishMemoryTest {

    private static final long LENGTH = 96L << 20;
    private static final String BUCKET = "large";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "stream"})
    void isPublishedWithoutBeingHeldInMemory(String kind) throws Exception {
        Path picture = picture();
        try (S3Server server = new S3Server(Files.createDirectory(folder.resolve("store")))) {
            server.client().createBucket(request -> request.bucket(BUCKET));

            Path log = folder.resolve("log");
            Process sender = sender(server, kind, picture, log);

            assertThat(sender.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(sender.exitValue()).as(Files.readString(log)).isZero();
            String key = server.client()
                    .listObjectsV2(request -> request.bucket(BUCKET))
                    .contents()
                    .get(0)
                    .key();
            try (InputStream stored = server.client()
                            .getObject(request -> request.bucket(BUCKET).key(key));
                    InputStream original = Files.newInputStream(picture)) {
                assertThat(digest(stored)).isEqualTo(digest(original));
            }
        }
    }

    private static byte[] digest(InputStream in) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
        return sha.digest();
    }

    private Path picture() throws Exception {
        Path file = folder.resolve("large.png");
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(TestPictures.png());
            for (long written = 0; written < LENGTH; written += noise.length) {
                out.write(noise);
            }
        }
        return file;
    }

    private Process sender(S3Server server, String kind, Path picture, Path log) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-Daws.requestChecksumCalculation=WHEN_REQUIRED"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Sender.class.getName(),
                server.url(),
                kind,
                picture.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static final class Sender {

        private Sender() {}

        public static void main(String[] args) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext();
                    InputStream stream = Files.newInputStream(Path.of(args[2]))) {
                context.getStreamCachingStrategy().setSpoolEnabled(true);
                context.start();
                Object body =
                        switch (args[1]) {
                            case "file" -> Path.of(args[2]);
                            default -> new FilterInputStream(stream) {};
                        };
                String parameters = "?bucketName=" + BUCKET + "&region=" + S3Server.REGION + "&accessKey="
                        + S3Server.ACCESS_KEY + "&secretKey=RAW(" + S3Server.SECRET_KEY + ")&uriEndpointOverride="
                        + args[0];
                Exchange answer = context.createFluentProducerTemplate()
                        .to(S3PublishTestSupport.KAMELET + parameters)
                        .withBody(body)
                        .send();
                if (answer.getException() != null) {
                    answer.getException().printStackTrace();
                    System.exit(1);
                }
            }
        }
    }
}
