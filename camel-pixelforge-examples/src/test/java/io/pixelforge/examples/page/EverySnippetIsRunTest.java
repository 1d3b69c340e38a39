package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.docs.Page;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A snippet that no test runs is one that may be wrong. */
class EverySnippetIsRunTest {

    @Test
    void ofTheComponentsPage() throws Exception {
        List<String> run = methods()
                .filter(method -> method.isAnnotationPresent(Runs.class))
                .flatMap(method -> Stream.of(method.getAnnotation(Runs.class).value()))
                .distinct()
                .toList();

        assertThat(run)
                .as("the snippets that tests run, against those of the page")
                .containsExactlyInAnyOrderElementsOf(Page.of(PageTestSupport.PAGE)
                        .blocks()
                        .map(Page.Block::id)
                        .toList());
    }

    private static Stream<Method> methods() throws Exception {
        Path classes = Path.of(EverySnippetIsRunTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files
                    .map(classes::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith("SnippetsTest.class"))
                    .map(name -> name.replace('/', '.').replace(".class", ""))
                    .map(EverySnippetIsRunTest::load)
                    .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
