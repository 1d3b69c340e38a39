package io.pixelforge.camel.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeComponentConfigurer;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.RequestParameters;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

/** What tools and documents learn of the component out of its jar. */
class ComponentMetadataTest {

    @Test
    void eachOptionAndHeaderIsDescribed() throws Exception {
        JsonNode schema = schema();
        for (String kind : List.of("componentProperties", "headers", "properties")) {
            assertThat(schema.get(kind)).as(kind).isNotEmpty();
            schema.get(kind).fields().forEachRemaining(option -> assertThat(
                            option.getValue().path("description").asText())
                    .as(option.getKey())
                    .hasSizeGreaterThan(10)
                    // what a wildcard or an at sign leaves behind, since the generator drops it
                    .doesNotContain("or ,", " -", ".,", "pathscale"));
        }
    }

    @Test
    void eachParameterOfTheServiceIsAnOptionAndAHeader() throws Exception {
        JsonNode schema = schema();
        for (String parameter : RequestParameters.RELIGHT) {
            assertThat(schema.get("properties").has(ComponentSeams.option(parameter)))
                    .as(parameter)
                    .isTrue();
            assertThat(schema.get("headers").has(ComponentSeams.header(parameter)))
                    .as(parameter)
                    .isTrue();
        }
    }

    @Test
    void eachConstantIsAHeader() throws Exception {
        List<String> headers = new ArrayList<>();
        schema().get("headers").fieldNames().forEachRemaining(headers::add);

        assertThat(Stream.of(PixelForgeConstants.class.getFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .map(ComponentMetadataTest::value)
                        .filter(name -> !name.equals(PixelForgeConstants.PREFIX)))
                .containsExactlyInAnyOrderElementsOf(headers);
    }

    @Test
    void onlyTheKeyIsSecret() throws Exception {
        List<String> secrets = new ArrayList<>();
        schema().get("properties").fields().forEachRemaining(option -> {
            if (option.getValue().get("secret").asBoolean()) {
                secrets.add(option.getKey());
            }
        });

        assertThat(secrets).containsExactly("apiKey");
    }

    @Test
    void theCatalogueOfServicesNamesWhatWasGenerated() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getComponent("pixelforge")).isInstanceOf(PixelForgeComponent.class);
            assertThat(PluginHelper.getConfigurerResolver(context)
                            .resolvePropertyConfigurer("pixelforge-component", context))
                    .isInstanceOf(PixelForgeComponentConfigurer.class);
            assertThat(context.getCamelContextExtension()
                            .getEndpointUriFactory("pixelforge")
                            .buildUri("pixelforge", new HashMap<>(Map.of("operation", "relight"))))
                    .isEqualTo("pixelforge:relight");
        }
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode schema() throws Exception {
        try (InputStream json =
                PixelForgeComponent.class.getResourceAsStream("/META-INF/io/pixelforge/camel/pixelforge.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
