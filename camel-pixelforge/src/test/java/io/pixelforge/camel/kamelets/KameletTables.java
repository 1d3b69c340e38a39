package io.pixelforge.camel.kamelets;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The properties of the Kamelets as the page shows them. */
final class KameletTables {

    private KameletTables() {}

    /** A section of each Kamelet, in Markdown. */
    static String sections() {
        return KameletDefinition.all().map(KameletTables::section).collect(Collectors.joining("\n"));
    }

    private static String section(KameletDefinition kamelet) {
        return "### " + kamelet.name() + "\n\n"
                + kamelet.at("spec", "definition", "description") + "\n\n"
                + "| property | type | default | |\n|---|---|---|---|\n"
                + kamelet.properties().entrySet().stream()
                        .map(property -> row(property.getKey(), property.getValue()))
                        .collect(Collectors.joining());
    }

    private static String row(String name, Map<String, Object> property) {
        return "| `" + name + "` | " + type(property) + " | "
                + (property.containsKey("default") ? "`" + property.get("default") + "`" : "") + " | "
                + property.get("description")
                + (property.containsKey("example") ? " Example: `" + property.get("example") + "`" : "") + " |\n";
    }

    private static String type(Map<String, Object> property) {
        if (property.get("enum") instanceof List<?> values) {
            return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        }
        return property.containsKey("format")
                ? property.get("format").toString()
                : property.get("type").toString();
    }
}
