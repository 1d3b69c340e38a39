package io.pixelforge.camel.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Kamelet of the jar, as tools read it. */
record KameletDefinition(String name, Map<?, ?> yaml) {

    /** Those that set up an endpoint of the component. */
    static Stream<KameletDefinition> all() {
        return Stream.of(
                        "pixelforge-generate-action",
                        "pixelforge-relight-action",
                        "pixelforge-relight-sink",
                        "pixelforge-relight-source")
                .map(KameletDefinition::read);
    }

    static KameletDefinition read(String name) {
        try (InputStream in = KameletDefinition.class.getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new KameletDefinition(
                    name, (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String type() {
        return at("metadata", "labels", "camel.apache.org/kamelet.type").toString();
    }

    /** By their names, in the order of the file. */
    @SuppressWarnings("unchecked")
    Map<String, Map<String, Object>> properties() {
        return (Map<String, Map<String, Object>>) at("spec", "definition", "properties");
    }

    /** What the template says to the component. */
    Map<?, ?> endpoint() {
        Map<?, ?> from = (Map<?, ?>) at("spec", "template", "from");
        if (type().equals("source")) {
            return from;
        }
        Map<?, ?> step = (Map<?, ?>) ((List<?>) from.get("steps")).get(0);
        return (Map<?, ?>) step.get("to");
    }

    Object at(String... path) {
        Object node = yaml;
        for (String name : path) {
            node = ((Map<?, ?>) node).get(name);
        }
        return node;
    }

    @Override
    public String toString() {
        return name;
    }
}
