package io.pixelforge.camel.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;

/** What a running context tells whoever looks at it: endpoints, routes, threads, {@code JMX} and {@code console}s. */
public final class WhatCamelSays {

    private final CamelContext context;
    private final List<String> said = new ArrayList<>();

    private WhatCamelSays(CamelContext context) {
        this.context = context;
    }

    /** One text for each; those of {@code JMX} and {@code console}s begin with that word and a name. */
    public static List<String> of(CamelContext context) throws Exception {
        WhatCamelSays all = new WhatCamelSays(context);
        context.getEndpoints().forEach(endpoint -> all.said.add(endpoint.toString()));
        context.getRoutes().forEach(route -> all.said.add(route.toString()));
        Thread.getAllStackTraces().keySet().forEach(thread -> all.said.add(thread.getName()));
        all.consoles();
        all.managed();
        return all.said;
    }

    private void consoles() {
        DevConsoleRegistry consoles = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        consoles.loadDevConsoles();
        consoles.stream()
                .filter(console -> console.supportMediaType(DevConsole.MediaType.TEXT))
                .forEach(console -> said.add(
                        "console " + console.getId() + " " + console.call(DevConsole.MediaType.TEXT, Map.of())));
    }

    private void managed() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> names = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null);
        assertThat(names).isNotEmpty();
        for (ObjectName name : names) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                said.add("JMX " + attribute.getName() + " " + name + " " + value(server, name, attribute.getName()));
            }
            for (String dump : List.of("dumpRouteAsXml", "dumpRoutesAsXml", "dumpStatsAsJSon", "informationJson")) {
                boolean has = Stream.of(server.getMBeanInfo(name).getOperations())
                        .anyMatch(
                                operation -> operation.getName().equals(dump) && operation.getSignature().length == 0);
                if (has) {
                    said.add("JMX " + dump + " " + name + " " + server.invoke(name, dump, null, null));
                }
            }
        }
    }

    private static Object value(MBeanServer server, ObjectName name, String attribute) {
        try {
            return server.getAttribute(name, attribute);
        } catch (Exception e) {
            return e;
        }
    }
}
