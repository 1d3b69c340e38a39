package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML routes, with camel-jackson as it comes. */
class JobAsJsonInARouteTest extends PixelForgeTestSupport {

    private static final String ROUTE = """
            - route:
                from:
                  uri: direct:%s
                  steps:
                    - to:
                        uri: pixelforge:relight
                        parameters:
                          prompt: Soft light
                          awaitCompletion: true
                    - %s
            """;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        String convert = "convertBodyTo: { type: \"%s\" }";
        load(context, "marshal", "marshal: { json: {} }");
        load(context, "text", convert.formatted("String"));
        load(context, "bytes", convert.formatted("byte[]"));
        load(context, "stream", convert.formatted(InputStream.class.getName()));
        load(context, "map", convert.formatted(Map.class.getName()));
        return context;
    }

    private static void load(CamelContext context, String name, String step) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(name + ".yaml", ROUTE.formatted(name, step)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"marshal", "text", "bytes", "stream"})
    void isTheRecord(String route) {
        Exchange exchange = send(route);

        assertThat(exchange.getMessage().getBody(String.class))
                .startsWith(
                        "{\"requestId\":\"" + exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID) + "\"")
                .contains("\"status\":\"COMPLETED\"", "\"mediaUrls\":[\"http")
                .contains("\"createdAt\":\"" + exchange.getMessage().getHeader(PixelForgeConstants.CREATED_AT) + "\"");
    }

    @Test
    void isAMapOfItsFields() {
        Exchange exchange = send("map");

        assertThat(exchange.getMessage().getBody(Map.class))
                .containsEntry("requestId", exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID))
                .containsEntry("status", "COMPLETED")
                .containsEntry("mediaUrls", exchange.getMessage().getHeader(PixelForgeConstants.MEDIA_URLS));
    }

    private Exchange send(String route) {
        Exchange exchange =
                template.request("direct:" + route, e -> e.getMessage().setBody(PHOTO));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }
}
