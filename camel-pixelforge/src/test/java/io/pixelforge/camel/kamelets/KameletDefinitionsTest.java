package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeOperation;
import io.pixelforge.camel.gateway.RequestParameters;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions of the Kamelets say of the component's options what the component says of them. */
class KameletDefinitionsTest {

    /** A default would be sent always, and so hide what the application has set for all its endpoints. */
    private static final Set<String> LEFT_TO_THE_COMPONENT =
            Set.of("gatewayUrl", "jobGroup", "maxInFlight", "whenFull", "maxDownloadSize");

    private static final Map<String, String> TYPES = Map.of(
            "string", "string",
            "enum", "string",
            "duration", "string",
            "integer", "integer",
            "number", "number",
            "boolean", "boolean");

    private static JsonNode component;

    static List<KameletDefinition> kamelets() {
        return KameletDefinition.all().toList();
    }

    @BeforeAll
    static void readComponent() throws Exception {
        try (InputStream json =
                PixelForgeComponent.class.getResourceAsStream("/META-INF/io/pixelforge/camel/pixelforge.json")) {
            component = new ObjectMapper().readTree(json);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void areFilledIn(KameletDefinition kamelet) throws Exception {
        assertThat(kamelet.at("apiVersion")).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.at("kind")).isEqualTo("Kamelet");
        assertThat(kamelet.at("metadata", "name")).isEqualTo(kamelet.name());
        assertThat(kamelet.name()).endsWith("-" + kamelet.type());
        Map<?, ?> annotations = (Map<?, ?>) kamelet.at("metadata", "annotations");
        assertThat(annotations.get("camel.apache.org/provider")).isEqualTo("camel-pixelforge");
        assertThat(annotations.get("camel.apache.org/kamelet.group")).isEqualTo("PixelForge");
        assertThat(annotations.get("camel.apache.org/kamelet.support.level"))
                .isEqualTo(component.at("/component/supportLevel").asText());
        assertIsSvg(annotations.get("camel.apache.org/kamelet.icon").toString());
        assertThat(kamelet.at("spec", "definition", "title")).asString().startsWith("PixelForge ");
        assertThat(kamelet.at("spec", "definition", "description")).asString().endsWith(".");
        assertThat(((Map<?, ?>) kamelet.at("spec", "definition")).containsKey("required"))
                .as("something must be given that the component may have")
                .isFalse();
    }

    private static void assertIsSvg(String icon) throws Exception {
        String prefix = "data:image/svg+xml;base64,";
        assertThat(icon).startsWith(prefix);
        byte[] svg = Base64.getDecoder().decode(icon.substring(prefix.length()));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void haveOptionsOfTheComponentOnly(KameletDefinition kamelet) {
        kamelet.properties().forEach((name, property) -> {
            JsonNode option = component.at("/properties/" + name);
            assertThat(option.isObject()).as(name + " is an option").isTrue();
            assertThat(option.path("label").asText())
                    .as("label of " + name)
                    .doesNotContain(kamelet.type().equals("source") ? "producer" : "consumer");
            assertThat(property.get("title")).as("title of " + name).asString().isNotBlank();
            assertThat(property.get("description"))
                    .as("description of " + name)
                    .asString()
                    .endsWith(".");
            assertSameType(name, property, option);
        });
    }

    private static void assertSameType(String name, Map<String, Object> property, JsonNode option) {
        String type = option.path("type").asText();
        assertThat(property.get("type")).as("type of " + name).isEqualTo(TYPES.get(type));
        boolean secret = option.path("secret").asBoolean();
        assertThat(property.get("format"))
                .as("format of " + name)
                .isEqualTo(secret ? "password" : type.equals("duration") ? "duration" : null);
        assertThat(property.get("x-descriptors"))
                .as("descriptors of " + name)
                .isEqualTo(secret ? List.of("urn:camel:group:credentials") : null);
        List<String> enums = new ArrayList<>();
        option.path("enum").forEach(value -> enums.add(value.asText()));
        assertThat(property.getOrDefault("enum", List.of()))
                .as("enum of " + name)
                .isEqualTo(enums);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void haveTheDefaultsOfTheComponentOrNone(KameletDefinition kamelet) {
        List<String> parameters =
                RequestParameters.RELIGHT.stream().map(ComponentSeams::option).toList();
        kamelet.properties().forEach((name, property) -> {
            JsonNode value = component.at("/properties/" + name).path("defaultValue");
            boolean none = value.isMissingNode() || LEFT_TO_THE_COMPONENT.contains(name) || parameters.contains(name);
            assertThat(String.valueOf(property.get("default")))
                    .as("default of " + name)
                    .isEqualTo(none ? "null" : value.asText());
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void haveTheParametersOfTheService(KameletDefinition kamelet) {
        if (!kamelet.type().equals("source")) {
            PixelForgeOperation operation = PixelForgeOperation.valueOf(
                    kamelet.endpoint().get("uri").toString().split(":")[1]);
            assertThat(kamelet.properties().keySet())
                    .containsAll((operation == PixelForgeOperation.generate
                                    ? RequestParameters.GENERATE
                                    : RequestParameters.RELIGHT)
                            .stream()
                                    .filter(name -> !name.startsWith("webhook")) // not for this component
                                    .map(ComponentSeams::option)
                                    .toList());
        }
    }

    /** Text as it is, RAW for Camel; what was left out, not at all. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void sendEachPropertyUnderItsName(KameletDefinition kamelet) {
        Map<?, ?> parameters = (Map<?, ?>) kamelet.endpoint().get("parameters");
        kamelet.properties().forEach((name, property) -> {
            boolean given = property.containsKey("default");
            boolean text = property.get("type").equals("string")
                    && !property.containsKey("enum")
                    && !"duration".equals(property.get("format"));
            String placeholder = "{{" + (given ? "" : "?") + name + "}}";
            assertThat(parameters.get(name))
                    .as(name + " in the template")
                    .isEqualTo(text ? "RAW(" + placeholder + ")" : placeholder);
        });
        boolean waits = kamelet.name().equals("pixelforge-relight-action");
        assertThat(parameters).hasSize(kamelet.properties().size() + (waits ? 1 : 0));
        assertThat(parameters.get("awaitCompletion")).isEqualTo(waits ? true : null);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void nameHeadersOfTheComponent(KameletDefinition kamelet) {
        Map<?, ?> headers = (Map<?, ?>) kamelet.at("spec", "dataTypes", "out", "headers");
        headers.keySet().forEach(header -> assertThat(component.path("headers").has(header.toString()))
                .as(header.toString())
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void dependOnThisVersion(KameletDefinition kamelet) {
        JsonNode jar = component.path("component");
        assertThat((List<?>) kamelet.at("spec", "dependencies"))
                .map(String::valueOf)
                .containsExactly(
                        "camel:core",
                        "camel:kamelet",
                        "mvn:" + jar.path("groupId").asText() + ":"
                                + jar.path("artifactId").asText() + ":"
                                + jar.path("version").asText());
    }
}
