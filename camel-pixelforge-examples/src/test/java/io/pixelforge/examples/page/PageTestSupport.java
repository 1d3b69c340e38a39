package io.pixelforge.examples.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.docs.Page;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads snippets of the component's page, as they stand there, into a Camel of their own with a sandbox. Only names of
 * folders get a folder of the test before them, and what waits for seconds waits for less.
 */
public abstract class PageTestSupport {

    /** The page of the component. */
    static final String PAGE = "camel-pixelforge/src/main/docs/pixelforge-component.adoc";

    @RegisterExtension
    protected static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension();

    @TempDir
    protected Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, Object> beans = new HashMap<>();
    private final Map<String, String> replacements = new HashMap<>();
    private final Set<String> unused = new LinkedHashSet<>();
    private final List<Main> started = new ArrayList<>();
    private Page page;
    private List<String> ids;

    @BeforeEach
    void snippets(TestInfo test) throws IOException {
        page = Page.of(PAGE);
        ids = List.of(
                test.getTestMethod().orElseThrow().getAnnotation(Runs.class).value());
        unused.addAll(ids);
        property("camel.component.pixelforge.apiKey", "any");
        property("camel.component.pixelforge.gatewayUrl", GATEWAY.url());
        property("camel.component.pixelforge.initialPollDelay", "100");
        property("camel.component.pixelforge.pollInterval", "100");
        property("camel.component.pixelforge.redeliveryDelay", "100");
        property("camel.component.pixelforge.imageSize", "64x64");
    }

    @AfterEach
    void end() {
        stop();
        assertThat(unused).as("snippets that were not used").isEmpty();
    }

    /** Stops what was started; at the end of a test it is done by itself. */
    protected final void stop() {
        started.forEach(Main::stop);
        started.clear();
    }

    /** Goes over what a snippet of properties says. */
    protected final void property(String name, String value) {
        properties.put(name, value);
    }

    protected final void bind(String name, Object bean) {
        beans.put(name, bean);
    }

    /** Puts something else in the place of what a snippet says, for example a shorter time. */
    protected final void replace(String text, String other) {
        replacements.put(text, other);
    }

    protected final String text(String id) {
        unused.remove(id);
        String text = page.text(id);
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        return text.replaceAll("(?<![\\w{:])file:(?=[a-z])", "file:" + folder + "/");
    }

    /** Starts Camel with the snippets of the test that were not used before. */
    protected final Main start() throws Exception {
        Main camel = new Main();
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Properties application = new Properties();
        for (String id : ids) {
            String language = page.block(id).language();
            switch (language) {
                case "yaml", "xml" -> Files.writeString(routes.resolve(id + ".camel." + language), text(id));
                case "java" -> camel.configure().addRoutesBuilder(JavaSnippet.compile(text(id), folder));
                case "properties" -> application.load(new StringReader(text(id)));
                default -> throw new AssertionError(language);
            }
        }
        Path file = folder.resolve("application.properties");
        try (var out = Files.newBufferedWriter(file, UTF_8)) {
            application.store(out, null);
        }
        camel.setDefaultPropertyPlaceholderLocation("file:" + file);
        camel.configure().setRoutesIncludePattern("file:" + routes + "/*");
        camel.configure().addRoutesBuilder(publisher());
        properties.forEach(camel::addOverrideProperty);
        beans.forEach(camel::bind);
        camel.start();
        started.add(camel);
        return camel;
    }

    /** The endpoint that the page leaves to its reader. */
    private static RouteBuilder publisher() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:publish").process(exchange -> exchange.getMessage()
                        .setBody(sandbox()
                                .upload("photo", exchange.getMessage().getBody(byte[].class))
                                .toString()));
            }
        };
    }

    protected static PixelForgeSandbox sandbox() {
        return GATEWAY.sandbox();
    }

    /** Puts a photograph into a folder at once. */
    protected final void drop(String path) throws IOException {
        drop(path, photo());
    }

    /** Puts a file into a folder at once. */
    protected final void drop(String path, byte[] content) throws IOException {
        Path waiting = Files.write(folder.resolve("waiting"), content);
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.move(waiting, file, StandardCopyOption.ATOMIC_MOVE);
    }

    protected static byte[] photo() throws IOException {
        return Files.readAllBytes(Page.root().resolve("camel-pixelforge-examples/file-relight/samples/chelsea.png"));
    }

    protected static byte[] photoAsJpeg() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(ImageIO.read(new ByteArrayInputStream(photo())), "jpeg", jpeg);
        return jpeg.toByteArray();
    }

    /** Waits for a picture, named as files are in a shell, and looks at how it begins. */
    protected final void pictureArrives(String pattern) {
        picturesArrive(pattern, 1);
    }

    /** Waits for so many pictures, and no others, of such a name. */
    protected final void picturesArrive(String pattern, int count) {
        Path path = folder.resolve(pattern);
        eventually().untilAsserted(() -> {
            assertThat(path.getParent()).isDirectory();
            List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    path.getParent(), path.getFileName().toString())) {
                files.forEach(found::add);
            }
            assertThat(found).hasSize(count).allSatisfy(file -> assertThat(Files.readAllBytes(file))
                    .startsWith(0x89, 'P', 'N', 'G'));
        });
    }

    protected final String textArrives(String path) throws IOException {
        eventually().untilAsserted(() -> assertThat(folder.resolve(path)).isNotEmptyFile());
        return Files.readString(folder.resolve(path));
    }

    protected static List<String> charged() {
        return sandbox().ledger().entries().stream().map(LedgerEntry::prompt).toList();
    }

    protected static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
