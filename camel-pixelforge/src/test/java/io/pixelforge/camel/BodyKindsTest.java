package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.wire.WireTestSupport;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyKindsTest extends WireTestSupport {

    private static final byte[] PNG = TestPictures.png();
    private static final byte[] JPEG = TestPictures.jpeg();
    private static final byte[] WEBP = TestPictures.webp();
    private static final byte[] RUBBISH = {0, 1, 2, (byte) 0xfe, (byte) 0xff, 5};
    private static final String JSON = "{\"prompt\":\"Soft light\",\"image_urls\":[\"" + PHOTO + "\"]}";
    private static final String PROMPT = "pixelforge:relight?prompt=Soft light";
    private static final String IMAGE = "pixelforge:relight?imageUrls=" + PHOTO;

    @TempDir
    static Path folder;

    static Stream<Object> urls() throws Exception {
        return Stream.of(
                PHOTO,
                " " + PHOTO + "\n",
                new StringBuilder(PHOTO),
                URI.create(PHOTO),
                new URL(PHOTO),
                List.of(PHOTO),
                List.of(URI.create(PHOTO)),
                PHOTO.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(PHOTO.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void aUrlIsThePicture(Object body) {
        assertThat(sent(PROMPT, body, Map.of())).isEqualTo(JSON);
    }

    static Stream<Object> texts() throws Exception {
        byte[] bytes = "Soft light".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                "Soft light",
                new StringBuilder("Soft light"),
                bytes,
                ByteBuffer.wrap(bytes),
                new ByteArrayInputStream(bytes),
                new InputStreamCache(bytes),
                Files.write(folder.resolve("prompt.txt"), bytes),
                folder.resolve("prompt.txt").toFile());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void otherTextIsThePrompt(Object body) {
        assertThat(sent(IMAGE, body, Map.of())).isEqualTo(JSON);
    }

    static Stream<Arguments> misplaced() {
        return Stream.of(
                        Arguments.of("htps://example.com/photo.jpg", "begins with 'htps:'"),
                        Arguments.of("https:/example.com/photo.jpg", "begins with 'https:'"),
                        Arguments.of("ftp://me:secret@example.com/photo.jpg make it darker", "begins with 'ftp:'"),
                        Arguments.of("s3://secret/photo.jpg\ns3://secret/other.jpg", "begins with 's3:'"),
                        Arguments.of("file:photo.jpg", "begins with 'file:'"),
                        Arguments.of("data:image/png;base64,secret", "begins with 'data:'"),
                        Arguments.of("/data/x", "the path of a file"),
                        Arguments.of("/data/my photo.JPG", "the path of a file"),
                        Arguments.of("./x", "the path of a file"),
                        Arguments.of("~/x.webp", "the path of a file"),
                        Arguments.of("photo.jpeg\n", "the path of a file"),
                        Arguments.of("C:\\photos\\my photo.png", "the path of a file"),
                        Arguments.of("[\"" + PHOTO + "\"]", "a JSON array"),
                        Arguments.of(" [ {\"image_urls\":[]} ]", "a JSON array"))
                .flatMap(row -> Stream.of(
                        row, Arguments.of(((String) row.get()[0]).getBytes(StandardCharsets.UTF_8), row.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("misplaced")
    void textThatWasMeantAsAPictureOrARequestIsNotPaidForAsThePrompt(Object body, String seen) {
        for (String uri : List.of(IMAGE, PROMPT)) {
            assertThat(refusal(uri, body, Map.of()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("The body is", seen, "Nothing was sent")
                    .hasMessageNotContainingAny("prompt is also set", "secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/imagine soft light",
                "[soft light:0.5] from the left",
                "Ratio 3:4",
                "style:noir",
                "Light as in photo.jpg",
                "day/night"
            })
    void otherSignsArePartOfAPrompt(String text) {
        assertThat(sent(IMAGE, text, Map.of())).contains("\"prompt\":\"" + text + "\"");
    }

    static Stream<Object> requests() throws Exception {
        byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                JSON,
                "\n  " + JSON + " ",
                bytes,
                ByteBuffer.wrap(bytes),
                new ByteArrayInputStream(bytes),
                new InputStreamCache(bytes),
                ("\uFEFF" + JSON).getBytes(StandardCharsets.UTF_8),
                Files.write(folder.resolve("request.json"), bytes),
                folder.resolve("request.json").toFile());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aJsonObjectIsTheRequest(Object body) {
        assertThat(sent("pixelforge:relight", body, Map.of())).isEqualTo(JSON);
    }

    @Test
    void aJsonRequestMayBeLongerThanText() {
        String url = "https://example.com/" + "a".repeat(70_000);

        sent(PROMPT, ("{\"image_urls\":[\"" + url + "\"]}").getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(GATEWAY.sandbox().ledger().entries().get(0).imageUrls()).containsExactly(url);
    }

    static Stream<Object> nothings() {
        return Stream.of(null, "", " \n", Map.of(), List.of(), " ".getBytes(StandardCharsets.UTF_8))
                .map(body -> Arguments.of(body));
    }

    @ParameterizedTest
    @MethodSource("nothings")
    void nothingLeavesItToTheOptions(Object body) {
        assertThat(sent("pixelforge:relight?" + MINIMUM, body, Map.of())).isEqualTo(JSON);
    }

    static Stream<Object> pictures() throws Exception {
        Path file = Files.write(folder.resolve("cat.png"), PNG);
        GenericFile<File> camelFile = new GenericFile<>();
        camelFile.setFile(file.toFile());
        camelFile.setBody(file.toFile());
        camelFile.setFileName("cat.png");
        return Stream.of(
                PNG,
                JPEG,
                WEBP,
                ByteBuffer.wrap(PNG),
                new ByteArrayInputStream(PNG),
                new InputStreamCache(PNG),
                file,
                file.toFile(),
                camelFile,
                List.of(PNG, JPEG));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void aPictureWithoutAPublisherIsAnErrorThatSaysHowToSetOne(Object body) {
        assertThat(refusal(PROMPT, body, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("publishUri")
                .hasMessageContaining("imagePublisher");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textBesideAPromptIsAnError(Object body) {
        assertThat(refusal(IMAGE + "&prompt=Other", body, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("prompt is also set");
        rewind(body);
        assertThat(refusal(IMAGE, body, Map.of(PixelForgeConstants.PROMPT, "Other")))
                .hasMessageContaining("prompt is also set");
    }

    private static void rewind(Object body) {
        if (body instanceof ByteArrayInputStream stream) {
            stream.reset();
        }
    }

    static Stream<Arguments> rubbish() throws Exception {
        Path empty = Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Path rubbish = Files.write(folder.resolve("rubbish.jpg"), RUBBISH);
        Path missing = folder.resolve("missing.jpg");
        return Stream.of(
                Arguments.of(empty, "empty.jpg"),
                Arguments.of(empty.toFile(), "0 bytes"),
                Arguments.of(new byte[0], "0 bytes"),
                Arguments.of(new ByteArrayInputStream(new byte[0]), "0 bytes"),
                Arguments.of(rubbish, "rubbish.jpg"),
                Arguments.of(RUBBISH, "JPEG, PNG or WEBP"),
                Arguments.of(new ByteArrayInputStream(RUBBISH), "JPEG, PNG or WEBP"),
                Arguments.of("x".repeat(65 * 1024).getBytes(StandardCharsets.UTF_8), "JPEG, PNG or WEBP"),
                Arguments.of(missing, "missing.jpg"),
                Arguments.of(folder, "cannot be read"),
                Arguments.of(List.of(PNG, RUBBISH), "Picture 2 of 2"),
                Arguments.of(List.of(PNG, new byte[0]), "Picture 2 of 2"),
                Arguments.of(Arrays.asList(PHOTO, null), "image_urls"),
                Arguments.of(new Object[] {PHOTO, null}, "image_urls"),
                Arguments.of(List.of("no url"), "image_urls"),
                Arguments.of("{\"prompt\":", "begins like a JSON object"),
                Arguments.of("{} {}", "begins like a JSON object"),
                Arguments.of("{\"a\":".repeat(100), "begins like a JSON object"),
                Arguments.of("{\"prompt\":\"a\",\"prompt\":\"b\"}", "begins like a JSON object"),
                Arguments.of("{\"image_urls\":[null]}", "image_urls"),
                Arguments.of(new Object(), "java.lang.Object"),
                Arguments.of(42, "java.lang.Integer"));
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void whatCannotBeUsedIsRefusedBeforeAnyCall(Object body, String reason) {
        assertThat(refusal(PROMPT, body, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aHeaderWithUrlsWinsOverAPictureInTheBody() {
        assertThat(sent(PROMPT, PNG, Map.of(PixelForgeConstants.IMAGE_URLS, PHOTO)))
                .isEqualTo(JSON);
    }
}
