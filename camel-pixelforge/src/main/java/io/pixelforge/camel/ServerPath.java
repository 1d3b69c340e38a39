package io.pixelforge.camel;

import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** The path under which an HTTP server has all that Camel serves, {@code camel.server.path}. */
final class ServerPath {

    private static final String ROUTER = "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter";

    private ServerPath() {}

    /** Empty if there is none that is known: what stands before other servers belongs to webhookExternalUrl. */
    static String of(CamelContext context) {
        return context.getClassResolver().resolveClass(ROUTER) == null ? "" : OfVertx.path(context);
    }

    /** A class of its own, since the server's classes may not be there. */
    private static final class OfVertx {

        static String path(CamelContext context) {
            Collection<VertxPlatformHttpRouter> routers =
                    context.getRegistry().findByType(VertxPlatformHttpRouter.class);
            return routers.stream()
                    .filter(router -> !router.isManagementServer())
                    .findFirst()
                    .map(router -> router.getServer().getPath())
                    .orElse("");
        }
    }
}
