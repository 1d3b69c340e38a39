package io.pixelforge.camel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.FileUtil;

/**
 * Serves each path for callbacks once, for as long as a producer or consumer needs it: an HTTP server that is told twice
 * of a path forgets it altogether when one of the two stops.
 */
final class CallbackPaths {

    private static final String PLATFORM_HTTP = "platform-http";
    private static final List<String> KNOWN = List.of(PLATFORM_HTTP, "servlet", "jetty", "undertow", "netty-http");

    private final CamelContext context;
    private final Processor receiver;
    private final Map<String, Served> served = new HashMap<>();

    private static final class Served {
        private final Consumer consumer;
        private final String path;
        private int users;

        Served(Consumer consumer, String path) {
            this.consumer = consumer;
            this.path = path;
        }
    }

    /** @param receiver gets the callbacks, with the end of the path in the header {@value CallbackReceiver#TOKEN} */
    CallbackPaths(CamelContext context, Processor receiver) {
        this.context = context;
        this.receiver = receiver;
    }

    /**
     * Serves a path, to be closed as often as it was opened.
     *
     * @return                       the path as the server has it, with all context paths
     * @throws IllegalStateException if Camel has no HTTP server
     */
    synchronized String open(String path) throws Exception {
        Served same = served.get(path);
        if (same == null) {
            same = serve(path);
            served.put(path, same);
        }
        same.users++;
        return same.path;
    }

    /** Ends what {@link #open} began. */
    synchronized void close(String path) {
        Served same = served.get(path);
        if (same != null && --same.users == 0) {
            served.remove(path);
            ServiceHelper.stopAndShutdownService(same.consumer);
        }
    }

    private Served serve(String path) throws Exception {
        String name = serverName();
        RestConfiguration rest = CamelContextHelper.getRestConfiguration(context, name);
        Consumer consumer = ((RestConsumerFactory) context.getComponent(name))
                .createConsumer(
                        context,
                        receiver,
                        "POST",
                        path,
                        "{" + CallbackReceiver.TOKEN + "}",
                        null,
                        null,
                        rest,
                        Map.of());
        start(consumer);
        String server = name.equals(PLATFORM_HTTP) ? ServerPath.of(context) : "";
        return new Served(consumer, join(server) + join(rest.getContextPath()) + join(path));
    }

    private static void start(Consumer consumer) {
        try {
            ServiceHelper.startService(consumer);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "webhookExternalUrl is set, but Camel's HTTP server cannot serve its path. Has it been started, as by"
                            + " camel.server.enabled=true? " + e.getMessage(),
                    e);
        }
    }

    private static String join(String path) {
        String plain = path == null ? "" : FileUtil.stripTrailingSeparator(FileUtil.stripLeadingSeparator(path));
        return plain == null || plain.isEmpty() ? "" : "/" + plain;
    }

    /** The one that the REST DSL is told to use, else platform-http, else whichever other one there is. */
    private String serverName() {
        String configured = context.getRestConfiguration().getComponent();
        List<String> names = configured == null ? KNOWN : List.of(configured);
        return names.stream()
                .filter(this::isServer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("webhookExternalUrl is set, but Camel has no HTTP server"
                        + " that could be called back, none of " + String.join(", ", names)
                        + ". Add camel-platform-http-main and camel.server.enabled=true, or the platform-http of your"
                        + " runtime."));
    }

    private boolean isServer(String name) {
        Component component = context.getComponent(name, true, false);
        return component instanceof RestConsumerFactory;
    }
}
