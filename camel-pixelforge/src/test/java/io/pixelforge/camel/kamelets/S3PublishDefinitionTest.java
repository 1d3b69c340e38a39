package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The definition tells tools what they show to a user who sets the kamelet up. */
class S3PublishDefinitionTest {

    private static final String NAME = "pixelforge-s3-publish-action";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(\\w+):?}}");

    private static String text;
    private static Map<?, ?> kamelet;

    @BeforeAll
    static void load() throws Exception {
        try (InputStream in =
                S3PublishDefinitionTest.class.getResourceAsStream("/kamelets/" + NAME + ".kamelet.yaml")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        kamelet = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    @Test
    void isNamedAsItsFile() {
        assertThat(at("metadata", "name")).isEqualTo(NAME);
        assertThat(at("kind")).isEqualTo("Kamelet");
        assertThat(at("metadata", "labels", "camel.apache.org/kamelet.type")).isEqualTo("action");
    }

    @Test
    void declaresWhatTheTemplateUses() {
        Set<String> used = PLACEHOLDER
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .filter(name -> !name.equals("pictureForUpload")) // a bean of the template's own
                .collect(Collectors.toSet());

        assertThat(properties().keySet()).map(String::valueOf).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void saysOfEachParameterWhatItIs() {
        properties().forEach((name, value) -> {
            Map<?, ?> property = (Map<?, ?>) value;
            assertThat(property.get("title")).as("title of " + name).asString().isNotBlank();
            assertThat(property.get("description"))
                    .as("description of " + name)
                    .asString()
                    .endsWith(".");
            assertThat(property.get("type")).as("type of " + name).isIn("string", "boolean");
        });
        assertThat((List<?>) at("spec", "definition", "required"))
                .map(String::valueOf)
                .containsExactly("bucketName", "region")
                .isSubsetOf(properties().keySet().stream().map(String::valueOf).toList());
    }

    private static Map<?, ?> properties() {
        return (Map<?, ?>) at("spec", "definition", "properties");
    }

    private static Object at(String... path) {
        Object node = kamelet;
        for (String name : path) {
            node = ((Map<?, ?>) node).get(name);
        }
        return node;
    }
}
