package io.pixelforge.examples.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.docs.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The endpoints that a page names, in its snippets and in its text. */
final class EndpointUris {

    /** How an endpoint is used, as far as the page says. */
    enum Use {
        FROM,
        TO,
        ANY
    }

    record EndpointUri(String uri, Use use) {}

    /** The pieces of a text in Java that is put together. */
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final Pattern JAVA = Pattern.compile("\\b(from|to)\\(\"([^\"]*)\"");
    private static final Pattern XML = Pattern.compile("<(from|to) uri=\"([^\"]*)\"");
    private static final Pattern INLINE = Pattern.compile("`([a-z][a-z0-9-]*:[^`\\s?]+(?:\\?[^`]*)?)`");
    private static final Pattern PUBLISH = Pattern.compile("publishUri\\s*=\\s*(\\S+)");

    private final List<EndpointUri> found = new ArrayList<>();

    private EndpointUris() {}

    /** @param text of the page */
    static List<EndpointUri> of(Page page, String text) {
        EndpointUris uris = new EndpointUris();
        page.blocks().forEach(uris::addBlock);
        INLINE.matcher(text).results().forEach(code -> uris.found.add(new EndpointUri(code.group(1), Use.ANY)));
        return uris.found;
    }

    private void addBlock(Page.Block block) {
        switch (block.language()) {
            case "yaml" -> addNode(yaml(block.text()), null);
            case "java" -> addAll(JAVA, JOINED.matcher(block.text()).replaceAll(""));
            case "xml" -> addAll(XML, block.text().replace("&amp;", "&"));
            case "properties" ->
                PUBLISH.matcher(block.text())
                        .results()
                        .forEach(option -> found.add(new EndpointUri(option.group(1), Use.TO)));
            default -> {}
        }
    }

    private void addAll(Pattern pattern, String text) {
        pattern.matcher(text)
                .results()
                .forEach(use ->
                        found.add(new EndpointUri(use.group(2), use.group(1).equals("from") ? Use.FROM : Use.TO)));
    }

    private static JsonNode yaml(String text) {
        return new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private void addNode(JsonNode node, String name) {
        if (node.isObject() && node.path("uri").isTextual()) {
            add(name, node.get("uri").asText(), node.path("parameters"));
        }
        if (node.isTextual()
                && List.of("to", "toD", "wireTap", "deadLetterUri", "publishUri", "publish-uri")
                        .contains(String.valueOf(name))) {
            add(name, node.asText(), node.path("parameters"));
        }
        node.properties().forEach(field -> addNode(field.getValue(), field.getKey()));
        if (node.isArray()) {
            node.forEach(item -> addNode(item, name));
        }
    }

    private void add(String name, String uri, JsonNode parameters) {
        StringBuilder whole = new StringBuilder(uri);
        parameters.properties().forEach(option -> whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                .append(option.getKey())
                .append('=')
                .append(raw(option.getValue().asText())));
        found.add(new EndpointUri(whole.toString(), "from".equals(name) ? Use.FROM : Use.TO));
    }

    private static String raw(String value) {
        return value.matches(".*[&%+].*") && !value.startsWith("RAW") ? "RAW(" + value + ")" : value;
    }
}
