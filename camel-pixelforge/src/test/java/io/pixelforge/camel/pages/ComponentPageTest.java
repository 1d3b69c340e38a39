package io.pixelforge.camel.pages;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the component. Its snippets are run in camel-pixelforge-examples. */
class ComponentPageTest {

    private static final Path PAGE = Path.of("src", "main", "docs", "pixelforge-component.adoc");

    @Test
    void hasTheTablesOfTheBuild() throws IOException {
        PageParts.check(PAGE, new ComponentTables().parts());
    }
}
