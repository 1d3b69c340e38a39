package io.pixelforge.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.camel.PixelForgeComponent;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Each option of the component is a property, of which editors know type, default and description. */
class ComponentPropertiesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PREFIX = "camel.component.pixelforge.";

    private static JsonNode metadata;

    static List<Map.Entry<String, JsonNode>> options() throws Exception {
        try (InputStream json =
                PixelForgeComponent.class.getResourceAsStream("/META-INF/io/pixelforge/camel/pixelforge.json")) {
            Map<String, JsonNode> options = new HashMap<>();
            MAPPER.readTree(json)
                    .get("componentProperties")
                    .properties()
                    .forEach(option -> options.put(option.getKey(), option.getValue()));
            return List.copyOf(options.entrySet());
        }
    }

    @BeforeAll
    static void readMetadata() throws Exception {
        for (URL url : Collections.list(ComponentPropertiesTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            JsonNode found = MAPPER.readTree(url);
            if (found.path("groups").path(0).path("name").asText().equals("camel.component.pixelforge")) {
                metadata = found;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void isComplete(Map.Entry<String, JsonNode> option) throws Exception {
        JsonNode expected = option.getValue();
        String name = PREFIX + dashed(option.getKey());
        JsonNode property = described(name);
        BeanWrapper properties = new BeanWrapperImpl(new PixelForgeComponentConfiguration());

        assertThat(ConfigurationPropertyName.isValid(name)).isTrue();
        assertThat(properties.isWritableProperty(option.getKey())).isTrue();
        assertThat(properties.getPropertyValue(option.getKey()))
                .as("what is not set is left to the component")
                .isNull();
        assertThat(property.path("description").asText())
                .startsWith(expected.path("description").asText());
        assertThat(property.path("defaultValue")).isEqualTo(expected.path("defaultValue"));
        String type = property.path("type").asText();
        assertThat(Class.forName(type.replaceAll("<.*", ""))).isEqualTo(properties.getPropertyType(option.getKey()));
        if (!type.startsWith("java.")) {
            assertThat(type.replace('$', '.'))
                    .isEqualTo(expected.path("javaType").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void hasItsWords(Map.Entry<String, JsonNode> option) {
        if (option.getValue().path("javaType").asText().equals("java.lang.String")) {
            List<String> words = StreamSupport.stream(metadata.path("hints").spliterator(), false)
                    .filter(hint -> hint.path("name").asText().equals(PREFIX + dashed(option.getKey())))
                    .flatMap(hint -> StreamSupport.stream(hint.path("values").spliterator(), false))
                    .map(value -> value.path("value").asText())
                    .toList();
            assertThat(words)
                    .isEqualTo(
                            StreamSupport.stream(option.getValue().path("enum").spliterator(), false)
                                    .map(JsonNode::asText)
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void mayBeABeanIfItIsAnObject(Map.Entry<String, JsonNode> option) throws Exception {
        String type = option.getValue().path("javaType").asText();
        if (option.getValue().path("type").asText().equals("object") && !type.startsWith("java.util.Map")) {
            assertThat(new PixelForgeComponentConverter(null).getConvertibleTypes())
                    .anyMatch(pair -> pair.getSourceType().equals(String.class)
                            && pair.getTargetType().getName().equals(type.replaceAll("<.*", "")));
        }
    }

    @Test
    void hasTheSwitchesOfEveryStarter() {
        assertThat(described(PREFIX + "enabled").path("defaultValue").asBoolean())
                .isTrue();
        assertThat(described(PREFIX + "customizer.enabled").path("defaultValue").asBoolean())
                .isTrue();
    }

    private static JsonNode described(String name) {
        return StreamSupport.stream(metadata.path("properties").spliterator(), false)
                .filter(property -> property.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no property " + name));
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
