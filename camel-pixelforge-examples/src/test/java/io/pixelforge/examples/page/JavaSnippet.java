package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;

/** Makes routes of a snippet of Java: a class, or the statements of {@code configure()}. */
final class JavaSnippet {

    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final String IMPORTS =
            "import io.pixelforge.camel.*;\nimport io.pixelforge.camel.gateway.*;\nimport org.apache.camel.builder.RouteBuilder;\n";

    private JavaSnippet() {}

    static RouteBuilder compile(String text, Path folder) throws Exception {
        Matcher named = CLASS.matcher(text);
        boolean whole = named.find();
        String name = whole ? named.group(1) : "Snippet";
        String source = IMPORTS
                + (whole
                        ? text
                        : "public class Snippet extends RouteBuilder {\npublic void configure() {\n" + text + "}}\n");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path file = Files.writeString(classes.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as("%s\n%s", complaints, source).isTrue();
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, JavaSnippet.class.getClassLoader())) {
            return (RouteBuilder)
                    loader.loadClass(name).getDeclaredConstructor().newInstance();
        }
    }
}
