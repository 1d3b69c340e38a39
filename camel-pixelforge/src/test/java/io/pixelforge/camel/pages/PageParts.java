package io.pixelforge.camel.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The parts of a page that are made out of something else, each between a line that ends with {@code NAME: START} and one
 * that ends with {@code NAME: END}. With the system property {@code pages.update} they are written, not compared.
 */
public final class PageParts {

    private static final String UPDATE = "./mvnw -q -pl camel-pixelforge -am test '-Dtest=*PageTest'"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dpages.update=true writes its tables anew";

    private PageParts() {}

    public static void check(Path page, Map<String, String> parts) throws IOException {
        String text = Files.readString(page);
        String current = text;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            current = replace(page, current, part.getKey(), part.getValue());
        }
        if (Boolean.getBoolean("pages.update")) {
            Files.writeString(page, current);
            return;
        }
        assertThat(text).as("%s is not current: %s", page.getFileName(), UPDATE).isEqualTo(current);
    }

    private static String replace(Path page, String text, String name, String part) {
        int start = lineAfter(text, text.indexOf(" " + name + ": START"));
        int end = text.lastIndexOf('\n', text.indexOf(" " + name + ": END")) + 1;
        assertThat(start > 0 && end >= start)
                .as("%s has the markers of its %s", page, name)
                .isTrue();
        return text.substring(0, start) + part + text.substring(end);
    }

    private static int lineAfter(String text, int index) {
        return index < 0 ? -1 : text.indexOf('\n', index) + 1;
    }
}
