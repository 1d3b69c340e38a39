import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the class that holds {@code camel.component.pixelforge.*}, and the metadata with which editors complete them,
 * out of the options of the component. The build runs it; its argument is the directory to write to.
 *
 * <p>Fields have no initial values, unlike in Camel's own starters: what was not set is not handed to the component, so
 * that its own defaults hold. The defaults are in the metadata.
 */
public final class GenerateProperties {

    private static final String PREFIX = "camel.component.pixelforge";
    private static final String PACKAGE = "io.pixelforge.camel.springboot";
    private static final String NAME = "PixelForgeComponentConfiguration";
    private static final Map<String, String> BOXED = Map.of(
            "boolean", "java.lang.Boolean",
            "int", "java.lang.Integer",
            "long", "java.lang.Long",
            "double", "java.lang.Double");

    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final ObjectNode metadata = mapper.createObjectNode();
    private final StringBuilder fields = new StringBuilder();
    private final StringBuilder methods = new StringBuilder();

    public static void main(String[] args) throws IOException {
        new GenerateProperties().generate(Path.of(args[0]));
    }

    private void generate(Path directory) throws IOException {
        JsonNode component;
        try (InputStream json =
                GenerateProperties.class.getResourceAsStream("/META-INF/io/pixelforge/camel/pixelforge.json")) {
            component = mapper.readTree(json);
        }
        metadata.putArray("groups")
                .addObject()
                .put("name", PREFIX)
                .put("type", PACKAGE + "." + NAME)
                .put("sourceType", PACKAGE + "." + NAME);
        metadata.putArray("properties");
        metadata.putArray("hints");
        describe("enabled", "java.lang.Boolean", "Whether the component is set up by these properties.")
                .put("defaultValue", true);
        describe(
                        "customizer.enabled",
                        "java.lang.Boolean",
                        "Whether the component is handed these properties by its customizer.")
                .put("defaultValue", true);
        component.get("componentProperties").properties().forEach(entry -> add(entry.getKey(), entry.getValue()));
        write(directory.resolve("java/" + PACKAGE.replace('.', '/') + "/" + NAME + ".java"), source());
        write(
                directory.resolve("resources/META-INF/spring-configuration-metadata.json"),
                mapper.writeValueAsString(metadata));
    }

    private void add(String name, JsonNode option) {
        String type = type(option);
        String description = option.get("description").asText();
        if (option.get("type").asText().equals("object") && !type.startsWith("java.util.Map")) {
            description += " A reference such as #bean:name.";
        }
        ObjectNode property = describe(dashed(name), binaryName(type), description);
        if (option.has("defaultValue")) {
            property.set("defaultValue", option.get("defaultValue"));
        }
        if (type.equals("java.lang.String") && option.has("enum")) {
            ObjectNode hint = metadata.withArray("hints").addObject().put("name", PREFIX + "." + dashed(name));
            option.get("enum")
                    .forEach(value -> hint.withArray("values").addObject().set("value", value));
        }
        fields.append("    /** ").append(description).append(" */\n    private ").append(type).append(' ').append(name);
        fields.append(";\n\n");
        String bean = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        methods.append(("\n    public %1$s get%2$s() {\n        return %3$s;\n    }\n"
                        + "\n    public void set%2$s(%1$s %3$s) {\n        this.%3$s = %3$s;\n    }\n")
                .formatted(type, bean, name));
    }

    private ObjectNode describe(String name, String type, String description) {
        return metadata.withArray("properties")
                .addObject()
                .put("name", PREFIX + "." + name)
                .put("type", type)
                .put("description", description)
                .put("sourceType", PACKAGE + "." + NAME);
    }

    private static String type(JsonNode option) {
        String type = option.get("javaType").asText();
        if (option.get("type").asText().equals("duration")) {
            return "java.time.Duration";
        }
        // of text, so that a key may have dots
        return type.startsWith("java.util.Map")
                ? "java.util.Map<java.lang.String, java.lang.String>"
                : BOXED.getOrDefault(type, type);
    }

    /** With {@code $} before the name of a nested class, as the metadata has it. */
    private static String binaryName(String type) {
        List<String> parts = new ArrayList<>(List.of(type.split("\\.")));
        StringBuilder name = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i++) {
            boolean nested = Character.isUpperCase(parts.get(i - 1).charAt(0)) && !type.contains("<");
            name.append(nested ? '$' : '.').append(parts.get(i));
        }
        return name.toString();
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private String source() {
        return """
                package %s;

                import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
                import org.springframework.boot.context.properties.ConfigurationProperties;

                /** What is set of the component in the properties of an application; null where nothing is. */
                @ConfigurationProperties(prefix = "%s")
                public class %s extends ComponentConfigurationPropertiesCommon {

                %s%s}
                """.formatted(PACKAGE, PREFIX, NAME, fields.toString().stripTrailing() + "\n", methods);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
