package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.TestPictures;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class S3PublishedPictureTest extends S3PublishTestSupport {

    private static final byte[] PNG = TestPictures.png();

    @TempDir
    static Path folder;

    static Stream<Object> bodies() throws Exception {
        Path file = Files.write(folder.resolve("cat.png"), PNG);
        GenericFile<File> camelFile = new GenericFile<>();
        camelFile.setFile(file.toFile());
        camelFile.setBody(file.toFile());
        camelFile.setFileName("cat.png");
        camelFile.setFileLength(PNG.length);
        return Stream.of(
                PNG,
                ByteBuffer.wrap(PNG),
                new ByteArrayInputStream(PNG),
                new OnceOnly(PNG),
                new InputStreamCache(PNG),
                new FileInputStreamCache(file.toFile()),
                file,
                file.toFile(),
                camelFile);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isBehindTheLinkByteForByteWhateverItCameIn(Object body) throws Exception {
        String link = link(KAMELET, body, Map.of());

        Answer answer = fetch(link);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(PNG);
        assertThat(head(link).contentLength()).isEqualTo(PNG.length);
        assertThat(head(link).contentType()).isEqualTo("image/png");
    }

    @Test
    void hasTheTypeOfItsBytesThoughAHeaderSaysOtherwise() throws Exception {
        Map<String, Object> headers = Map.of(Exchange.CONTENT_TYPE, "image/png", "CamelAwsS3ContentType", "image/png");

        String link = link(KAMELET, TestPictures.jpeg(), headers);

        assertThat(head(link).contentType()).isEqualTo("image/jpeg");
        assertThat(key(link)).endsWith(".jpg");
    }

    @ParameterizedTest
    @CsvSource({"image/heic, image/heic", ", application/octet-stream"})
    void hasTheTypeOfTheHeaderIfItsBytesAreNotKnown(String header, String type) throws Exception {
        Map<String, Object> headers = header == null ? Map.of() : Map.of(Exchange.CONTENT_TYPE, header);

        String link = link(KAMELET, "something else".getBytes(), headers);

        assertThat(head(link).contentType()).isEqualTo(type);
        assertThat(key(link)).matches("pixelforge/[0-9a-f-]{36}");
    }

    @Test
    void getsAKeyOfItsOwnThatTellsNothingOfWhereItCameFrom() throws Exception {
        Map<String, Object> headers =
                Map.of(Exchange.FILE_NAME, "alice-at-home.png", "CamelAwsS3Key", "private/alice-at-home.png");
        Set<String> keys = new HashSet<>();

        for (int i = 0; i < 20; i++) {
            keys.add(key(link(KAMELET, PNG, headers)));
        }

        assertThat(keys)
                .hasSize(20)
                .allMatch(key -> key.matches("pixelforge/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.png"));
    }

    @Test
    void isPutUnderAPrefixWhateverItsCharacters() throws Exception {
        String link = link(KAMELET + "?prefix=RAW(bilder für/a+b & c=d%20/)", PNG, Map.of());

        assertThat(key(link)).startsWith("bilder für/a+b & c=d%20/");
        assertThat(fetch(link).body()).isEqualTo(PNG);
    }

    @Test
    void isNotTakenForTheObjectThatEarlierHeadersAreOf() throws Exception {
        Map<String, Object> headers = Map.of(
                "CamelAwsS3Key", "in/cat.png",
                "CamelAwsS3OverrideBucketName", "elsewhere",
                "CamelAwsS3Operation", "deleteObject",
                "CamelAwsS3ContentLength", 3L,
                "CamelAwsS3ContentMD5", "AAAAAAAAAAAAAAAAAAAAAA==",
                "CamelAwsS3StorageClass", "GLACIER",
                "CamelAwsS3Metadata", Map.of("owner", "alice"));

        String link = link(KAMELET, new InputStreamCache(PNG), headers);

        assertThat(fetch(link).body()).isEqualTo(PNG);
        assertThat(head(link).metadata()).isEmpty();
    }

    @Test
    void leavesOfS3sHeadersOnlyWhereItIs() {
        Exchange answer = publish(KAMELET, PNG, Map.of("mine", "1", "CamelAwsS3Key", "in/cat.png"));

        Map<String, Object> headers = answer.getMessage().getHeaders();
        assertThat(headers).containsOnlyKeys("mine", "CamelAwsS3ProducedKey", "CamelAwsS3ProducedBucketName");
        assertThat(headers)
                .containsEntry("CamelAwsS3ProducedKey", key(answer.getMessage().getBody(String.class)));
    }

    @Test
    void ofEachOfManySendersIsBehindItsOwnLink() {
        List<byte[]> pictures = List.of(PNG, TestPictures.jpeg());

        List<Boolean> right = Stream.iterate(0, i -> i < 40, i -> i + 1)
                .parallel()
                .map(i -> pictures.get(i % 2))
                .map(picture -> {
                    try {
                        return Arrays.equals(
                                picture,
                                fetch(link(KAMELET, new OnceOnly(picture), Map.of()))
                                        .body());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();

        assertThat(right).hasSize(40).containsOnly(true);
    }

    private static HeadObjectResponse head(String link) {
        return server.client().headObject(request -> request.bucket(BUCKET).key(key(link)));
    }

    /** A stream as from a socket: it neither tells its length nor can be read twice. */
    private static final class OnceOnly extends FilterInputStream {
        OnceOnly(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
