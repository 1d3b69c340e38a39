package io.pixelforge.camel.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.camel.PixelForgeComponent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The options and headers of the component, by what its build has generated, in AsciiDoc. */
final class ComponentTables {

    private static final String SCHEMA = "/META-INF/io/pixelforge/camel/pixelforge.json";

    private final JsonNode schema;

    ComponentTables() throws IOException {
        try (InputStream json = PixelForgeComponent.class.getResourceAsStream(SCHEMA)) {
            schema = new ObjectMapper().readTree(json);
        }
    }

    /** What stands between the markers of these names. */
    Map<String, String> parts() {
        return Map.of(
                "component options", table("componentProperties", option -> true),
                "path parameters",
                        table(
                                "properties",
                                option -> option.path("kind").asText().equals("path")),
                "query parameters",
                        table(
                                "properties",
                                option -> option.path("kind").asText().equals("parameter")),
                "headers", table("headers", option -> true));
    }

    private String table(String kind, Predicate<JsonNode> which) {
        return "[width=\"100%\",cols=\"3,6,^2,3\",options=\"header\"]\n|===\n| Name | Description | Default | Type\n\n"
                + schema.get(kind).properties().stream()
                        .filter(option -> which.test(option.getValue()))
                        .map(option -> row(option.getKey(), option.getValue()))
                        .collect(Collectors.joining())
                + "|===\n";
    }

    private static String row(String name, JsonNode option) {
        String group = option.path("group").asText();
        return "| *" + name + "*"
                + (group.isEmpty() || group.equals("common") ? "" : " (" + group + ")") + " | "
                + (option.path("required").asBoolean() ? "*Required* " : "")
                + (option.path("autowired").asBoolean() ? "*Autowired* " : "")
                + description(name, option) + values(option) + " | "
                + option.path("defaultValue").asText() + " | " + type(option) + "\n";
    }

    /** The prefix is that of URIs; properties of a component know only the name. */
    private static String description(String name, JsonNode option) {
        String description = option.path("description").asText().replace("|", "\\|");
        return option.path("kind").asText().equals("property")
                ? description.replaceFirst(
                        "This is a multi-value option with prefix: \\S+",
                        "This is a multi-value option: " + name + ".NAME.")
                : description;
    }

    private static String values(JsonNode option) {
        if (!option.has("enum")) {
            return "";
        }
        return StreamSupport.stream(option.get("enum").spliterator(), false)
                .map(value -> "`" + value.asText() + "`")
                .collect(Collectors.joining(", ", " Values: ", "."));
    }

    private static String type(JsonNode option) {
        String type = option.path("type").asText();
        return switch (type) {
            case "duration", "enum" -> type;
            default -> option.path("javaType").asText().replaceAll("\\b[a-z]+\\.(?=[a-zA-Z.]*[A-Z])", "");
        };
    }
}
