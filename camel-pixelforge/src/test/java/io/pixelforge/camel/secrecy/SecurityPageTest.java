package io.pixelforge.camel.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityPageTest {

    private static final Pattern NAME = Pattern.compile("`(\\w+Test)`");

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher names = NAME.matcher(Files.readString(Path.of("../SECURITY.md")));
        while (names.find()) {
            named.add(names.group(1));
        }

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(tests()).containsAll(named);
    }

    @Test
    void isFound() throws IOException {
        for (String page : List.of("README.md", "CONTRIBUTING.md")) {
            assertThat(Files.readString(Path.of("..", page))).contains("(SECURITY.md)");
        }
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
