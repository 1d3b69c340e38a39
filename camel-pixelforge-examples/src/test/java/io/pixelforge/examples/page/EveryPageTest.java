package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.docs.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be said of every page without running it: its endpoints have the options that it names, its links lead on. */
class EveryPageTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)\\s]+)\\)|link:([^\\[\\s]+)\\[");
    private static final Pattern HEADING = Pattern.compile("(?m)^(?:#+|=+) (.+)$");

    private static final Pattern CROSS_REFERENCE = Pattern.compile("<<([^,>]+)(?:,[^>]*)?>>");
    private static final Pattern TARGET = Pattern.compile("(?m)^(?:=+ (.+)|\\[#([\\w-]+)])$");

    private static DefaultCamelCatalog catalog;

    @BeforeAll
    static void catalog() throws IOException {
        catalog = new DefaultCamelCatalog();
        try (InputStream json =
                PixelForgeComponent.class.getResourceAsStream("/META-INF/io/pixelforge/camel/pixelforge.json")) {
            catalog.addComponent(
                    "pixelforge",
                    PixelForgeComponent.class.getName(),
                    new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static List<String> pages() throws IOException {
        Path root = Page.root();
        try (Stream<Path> docs = Files.list(root.resolve("docs"));
                Stream<Path> examples = Files.walk(root.resolve("camel-pixelforge-examples"), 2)) {
            return Stream.of(
                            Stream.of(
                                    "README.md",
                                    "CONTRIBUTING.md",
                                    "SECURITY.md",
                                    "camel-pixelforge-sandbox/README.md",
                                    PageTestSupport.PAGE),
                            Stream.concat(docs, examples)
                                    .filter(path -> path.toString().endsWith(".md"))
                                    .map(path -> root.relativize(path).toString()))
                    .flatMap(pages -> pages)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesEndpointsWithOptionsThatTheyHave(String page) throws IOException {
        for (EndpointUris.EndpointUri endpoint : EndpointUris.of(Page.of(page), text(page))) {
            String scheme = endpoint.uri().replaceFirst(":.*", "");
            if (scheme.equals("kamelet")) {
                assertThat(kameletProperties(endpoint.uri()))
                        .as("%s in %s", endpoint.uri(), page)
                        .containsAll(optionNames(endpoint.uri()));
                continue;
            }
            if (!catalog.findComponentNames().contains(scheme)) {
                assertThat(endpoint.use()).as("%s in %s", endpoint.uri(), page).isEqualTo(EndpointUris.Use.ANY);
                continue;
            }
            EndpointValidationResult result = catalog.validateEndpointProperties(
                    endpoint.uri(),
                    true,
                    endpoint.use() == EndpointUris.Use.FROM,
                    endpoint.use() == EndpointUris.Use.TO);
            assertThat(result.getNumberOfErrors() - daysOf(result))
                    .as("%s in %s: %s", endpoint.uri(), page, result.summaryErrorMessage(false))
                    .isZero();
        }
    }

    /** Durations in days, which Camel takes and its catalog does not. */
    private static long daysOf(EndpointValidationResult result) {
        return result.getInvalidDuration() == null
                ? 0
                : result.getInvalidDuration().values().stream()
                        .filter(duration -> duration.matches("\\d+d"))
                        .count();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void setsPropertiesThatThereAre(String page) throws IOException {
        List<String> lines = Page.of(page)
                .blocks()
                .filter(block -> block.language().equals("properties"))
                .flatMap(block -> block.text().lines())
                .filter(line -> line.startsWith("camel.component."))
                .toList();
        for (String line : lines) {
            ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(line);
            assertThat(result.isSuccess() && result.isAccepted())
                    .as("%s in %s: %s", line, page, result.summaryErrorMessage(false))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasLinksThatLeadSomewhere(String page) throws IOException {
        Path here = Page.root().resolve(page);
        List<String> links = LINK.matcher(text(page))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .map(link -> link.replace("{docs}", "../../../../docs")
                        .replace("{examples}", "../../../../camel-pixelforge-examples"))
                .filter(link -> !link.startsWith("http"))
                .toList();

        for (String link : links) {
            String file = link.replaceFirst("#.*", "");
            Path target = file.isEmpty() ? here : here.resolveSibling(file).normalize();
            assertThat(target).as("%s in %s", link, page).exists();
            if (link.contains("#")) {
                assertThat(anchors(target)).as("%s in %s", link, page).contains(link.replaceFirst(".*#", ""));
            }
        }
    }

    /** In AsciiDoc what stands before the first comma is the title or the id of the target. */
    @Test
    void hasCrossReferencesThatLeadSomewhere() throws IOException {
        String page = text(PageTestSupport.PAGE);
        List<String> targets = TARGET.matcher(page)
                .results()
                .map(target -> target.group(1) == null ? target.group(2) : target.group(1))
                .toList();

        assertThat(CROSS_REFERENCE.matcher(page).results().map(reference -> reference.group(1)))
                .isNotEmpty()
                .isSubsetOf(targets);
    }

    private static List<String> optionNames(String uri) {
        return Pattern.compile("[?&](\\w+)=")
                .matcher(uri)
                .results()
                .map(option -> option.group(1))
                .toList();
    }

    private static Set<Object> kameletProperties(String uri) throws IOException {
        String name = uri.replaceFirst("kamelet:([\\w-]+).*", "$1");
        try (InputStream yaml = PixelForgeComponent.class.getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            Object definition = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            for (String key : List.of("spec", "definition", "properties")) {
                definition = ((Map<?, ?>) definition).get(key);
            }
            return Set.copyOf(((Map<?, ?>) definition).keySet());
        }
    }

    private static List<String> anchors(Path file) throws IOException {
        return HEADING.matcher(Files.readString(file))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String text(String page) throws IOException {
        return Files.readString(Page.root().resolve(page));
    }
}
