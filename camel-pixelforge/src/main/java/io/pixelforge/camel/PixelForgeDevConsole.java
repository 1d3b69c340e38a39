package io.pixelforge.camel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows the groups of a node, how the gateway answers, and the jobs that wait for a decision. */
@DevConsole(name = "pixelforge", displayName = "PixelForge", description = "Jobs, calls and callbacks of PixelForge")
public class PixelForgeDevConsole extends AbstractDevConsole {

    /** How many of the jobs are shown that wait for a decision, 1 to 1000; 20 by default. */
    public static final String LIMIT = "limit";

    private static final int DEFAULT_LIMIT = 20;

    public PixelForgeDevConsole() {
        super("camel", "pixelforge", "PixelForge", "Jobs, calls and callbacks of PixelForge");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray components = new JsonArray();
        administrations().forEach((name, administration) -> {
            JsonObject component = new JsonObject();
            component.put("component", name);
            component.put("callsRunning", administration.callsRunning());
            component.put("callsWaiting", administration.callsWaiting());
            component.put("callbacksAnswered", new JsonObject(callbacks(administration)));
            component.put("callbacksMissing", administration.isWithoutCallbacks());
            component.put("groups", json(OperatorView.GROUP, administration.groups()));
            try {
                component.put("undecided", json(OperatorView.JOB, administration.undecided(limit(options))));
            } catch (RuntimeException e) {
                component.put("undecidedError", OperatorView.UNREADABLE);
            }
            components.add(component);
        });
        JsonObject root = new JsonObject();
        root.put("components", components);
        return root;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Object each : (JsonArray) doCallJson(options).get("components")) {
            JsonObject component = (JsonObject) each;
            text.append("Component: ").append(component.get("component"));
            line(text, 1, component, "callsRunning", "callsWaiting", "callbacksAnswered", "callbacksMissing");
            list(text, component, "groups");
            list(text, component, "undecided");
            line(text, 1, component, "undecidedError");
            text.append('\n');
        }
        return text.toString();
    }

    private Map<String, Administration> administrations() {
        Map<String, Administration> administrations = new TreeMap<>();
        for (String name : getCamelContext().getComponentNames()) {
            if (getCamelContext().hasComponent(name) instanceof PixelForgeComponent component
                    && component.engine() != null) {
                administrations.put(name, new Administration(component.engine()));
            }
        }
        return administrations;
    }

    private static Map<String, Object> callbacks(Administration administration) {
        Map<String, Object> callbacks = new LinkedHashMap<>();
        administration.callbacks().forEach((code, count) -> callbacks.put(code.toString(), count));
        return callbacks;
    }

    private static <T> JsonArray json(OperatorView<T> view, List<T> all) {
        JsonArray array = new JsonArray();
        all.forEach(one -> array.add(new JsonObject(view.map(one))));
        return array;
    }

    private static void list(StringBuilder text, JsonObject component, String name) {
        if (component.get(name) instanceof JsonArray all && !all.isEmpty()) {
            text.append("\n  ").append(name).append(':');
            for (Object one : all) {
                JsonObject shown = (JsonObject) one;
                text.append("\n");
                line(text, 2, shown, shown.keySet().toArray(String[]::new));
            }
        }
    }

    /** A line for each value that there is. */
    private static void line(StringBuilder text, int depth, JsonObject shown, String... names) {
        for (String name : names) {
            if (shown.get(name) != null) {
                text.append('\n')
                        .append("  ".repeat(depth))
                        .append(name)
                        .append(": ")
                        .append(shown.get(name));
            }
        }
    }

    /** Whoever types it is to see something in any case. */
    private static int limit(Map<String, Object> options) {
        try {
            int limit = Integer.parseInt(String.valueOf(options.getOrDefault(LIMIT, DEFAULT_LIMIT)));
            return Math.max(1, Math.min(Administration.MAX_LIMIT, limit));
        } catch (NumberFormatException e) {
            return DEFAULT_LIMIT;
        }
    }
}
