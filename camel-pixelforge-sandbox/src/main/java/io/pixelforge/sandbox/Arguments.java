package io.pixelforge.sandbox;

import io.pixelforge.sandbox.jobs.Span;
import io.pixelforge.sandbox.jobs.SpanText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The words of the command line. */
final class Arguments {

    static final String HELP = """
            A PixelForge gateway on this machine, which really relights pictures and costs nothing.

              --port PORT         the port on 127.0.0.1, 0 for a free one   (8089)
              --queue TIME        how long jobs are QUEUED                  (2s)
              --processing TIME   how long jobs are PROCESSING after that   (3s)
              --key KEY           a key that is known; may be repeated      (any key will do)
              --help              this text

            A TIME is 500ms, 2s, 3m or PT2S, or a range such as 2s..5s.""";

    private static final int DEFAULT_PORT = 8089;

    private Arguments() {}

    /**
     * The options that the words stand for; empty if they ask for help.
     *
     * @throws IllegalArgumentException if they make no sense, saying which
     */
    static Optional<SandboxOptions> options(List<String> words) {
        if (words.contains("--help")) {
            return Optional.empty();
        }
        SandboxOptions.Builder options = SandboxOptions.builder().port(DEFAULT_PORT);
        options.queueTime(SpanText.duration("2s")).processingTime(SpanText.duration("3s"));
        List<String> keys = new ArrayList<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            switch (name) {
                case "--port" -> options.port(port(value(name, rest)));
                case "--queue" -> {
                    Span span = time(name, rest);
                    options.queueTime(span.min(), span.max());
                }
                case "--processing" -> {
                    Span span = time(name, rest);
                    options.processingTime(span.min(), span.max());
                }
                case "--key" -> keys.add(value(name, rest));
                default -> throw new IllegalArgumentException("Unknown argument " + name);
            }
        }
        return Optional.of(options.apiKeys(keys.toArray(String[]::new)).build());
    }

    private static String value(String name, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return value;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("--port must be 0-65535, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Span time(String name, Iterator<String> rest) {
        try {
            return SpanText.span(value(name, rest));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
