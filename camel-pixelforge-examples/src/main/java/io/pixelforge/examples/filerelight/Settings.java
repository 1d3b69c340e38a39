package io.pixelforge.examples.filerelight;

import static io.pixelforge.examples.Outside.or;

import io.pixelforge.examples.Outside;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the user says about a run.
 *
 * @param home where inbox and outbox are
 * @param gateway the real service; empty for a sandbox
 * @param pictures what to drop into the inbox, and then to end; empty to watch the inbox until stopped
 * @param lights the lights to drop each of them into
 */
record Settings(Path home, Optional<Gateway> gateway, List<Path> pictures, List<String> lights) {

    static final String REAL_GATEWAY = "https://gateway.pixazo.ai";

    /** The real service, and the endpoint that makes pictures public for it. */
    record Gateway(String url, String apiKey, String publishUri) {

        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * @param folder  of the example
     * @param outside a setting by its name, {@code null} if it is not set
     * @throws IllegalArgumentException if they do not fit together, saying what to write
     */
    static Settings of(Path folder, UnaryOperator<String> outside) {
        Optional<Gateway> gateway = gateway(outside);
        String pictures = outside.apply("pictures");
        if (pictures == null) {
            pictures = gateway.isPresent() || "true".equals(outside.apply("watch")) ? "" : "samples";
        }
        return new Settings(
                Outside.home(folder, outside),
                gateway,
                list(pictures).stream().map(name -> find(folder, name)).toList(),
                list(or(outside.apply("lights"), "left,right")));
    }

    private static Optional<Gateway> gateway(UnaryOperator<String> outside) {
        String key = outside.apply("apiKey");
        String url = outside.apply("gatewayUrl");
        String publishUri = outside.apply("publishUri");
        if (key == null && url == null && publishUri == null) {
            return Optional.empty();
        }
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("""
                    The real service needs a key: set the environment variable PIXELFORGE_API_KEY.
                    Without gatewayUrl and publishUri as well, a sandbox is used and no key is needed.""");
        }
        if (publishUri == null || publishUri.isBlank()) {
            throw new IllegalArgumentException("""
                    There is an API key but no publishUri. The service takes no pictures, only public URLs of them:
                    set -DpublishUri=... (or PIXELFORGE_PUBLISH_URI) to a Camel endpoint that is sent each picture and
                    answers with its URL, for example direct:publish with a route of yours in publish.camel.yaml.
                    Nothing was started and nothing was sent.""");
        }
        return Optional.of(new Gateway(or(url, REAL_GATEWAY), key, publishUri));
    }

    private static Path find(Path folder, String name) {
        Path here = Path.of(name).toAbsolutePath();
        Path there = folder.resolve(name);
        if (here.toFile().isDirectory()) {
            return here;
        }
        if (there.toFile().isDirectory()) {
            return there;
        }
        throw new IllegalArgumentException("-Dpictures names " + name + ", but there is no folder " + here + ".");
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Where the result of an original is. */
    Path result(String name) {
        Path own = home.resolve("outbox").resolve(name);
        return name.toLowerCase(Locale.ROOT).endsWith(".webp") ? own.resolveSibling(own.getFileName() + ".png") : own;
    }

    /** What the routes and application.properties leave open. */
    Map<String, String> properties(Gateway used) {
        return Map.of(
                "relight.home", home.toString().replace('\\', '/'),
                "relight.apiKey", used.apiKey(),
                "relight.gatewayUrl", used.url(),
                "relight.publishUri", used.publishUri());
    }
}
