package io.pixelforge.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The snippets of a page of the documentation, so that tests run what readers copy. */
public final class Page {

    private static final Pattern MARKDOWN = Pattern.compile("(?ms)^( *)```(\\w+)\\n(.*?)^ *```$");
    private static final Pattern ASCIIDOC =
            Pattern.compile("(?ms)^(?:\\[#([\\w-]+)]\\n)?\\[source,(\\w+)]\\n----\\n(.*?)^----$");

    private final Path path;
    private final Map<String, Block> blocks = new LinkedHashMap<>();

    /** A snippet; its id in Markdown, and in AsciiDoc if it has none, is its language and number: {@code yaml-0}. */
    public record Block(String id, String language, String text) {}

    private Page(Path path) throws IOException {
        this.path = path;
        String text = Files.readString(path);
        if (path.toString().endsWith(".adoc")) {
            ASCIIDOC.matcher(text).results().forEach(block -> add(block.group(1), block.group(2), block.group(3)));
        } else {
            MARKDOWN.matcher(text).results().forEach(block -> add(null, block.group(2), unindented(block)));
        }
    }

    /**
     * A page of this project.
     *
     * @param path from the root of the project, for example {@code docs/s3.md}
     */
    public static Page of(String path) throws IOException {
        return new Page(root().resolve(path));
    }

    /** Where the project is; tests run in a folder of one of its modules. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, Path::getParent)
                .takeWhile(folder -> folder != null)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No folder above " + here + " has mvnw"));
    }

    /** All, in their order. */
    public Stream<Block> blocks() {
        return blocks.values().stream();
    }

    /** One of them. */
    public Block block(String id) {
        return Optional.ofNullable(blocks.get(id))
                .orElseThrow(() -> new AssertionError(path + " has no snippet " + id + ", but " + blocks.keySet()));
    }

    /** The text of one of them. */
    public String text(String id) {
        return block(id).text();
    }

    private void add(String given, String language, String text) {
        long before =
                blocks().filter(block -> block.language().equals(language)).count();
        String id = given == null ? language + "-" + before : given;
        if (blocks.put(id, new Block(id, language, text)) != null) {
            throw new AssertionError(path + " has two snippets " + id);
        }
    }

    private static String unindented(MatchResult block) {
        return block.group(3).replaceAll("(?m)^" + block.group(1), "");
    }
}
