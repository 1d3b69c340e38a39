package io.pixelforge.examples;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What the user has set outside of an example. */
public final class Outside {

    private Outside() {}

    /** Each as {@code -Dname=value}, else as the environment variable {@code PIXELFORGE_NAME}, else {@code null}. */
    public static UnaryOperator<String> settings() {
        return name -> System.getProperty(
                name,
                System.getenv("PIXELFORGE_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT)));
    }

    /** A setting, or something else if it is not set or blank. */
    public static String or(String setting, String otherwise) {
        return setting == null || setting.isBlank() ? otherwise : setting;
    }

    /** Where a run keeps its files: the setting {@code home}, else {@code work} in the folder of the example. */
    public static Path home(Path folder, UnaryOperator<String> outside) {
        return Path.of(or(outside.apply("home"), folder.resolve("work").toString()))
                .toAbsolutePath()
                .normalize();
    }
}
