package io.pixelforge.camel.wire;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** Camel's own HTTP server, on this machine only. */
public final class TestHttpServer {

    private TestHttpServer() {}

    /** Starts one that ends with the context. */
    public static void start(CamelContext context, int port) throws Exception {
        start(context, port, "/");
    }

    /** @param path its context path */
    public static void start(CamelContext context, int port, String path) throws Exception {
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        server.setPath(path);
        context.addService(new VertxPlatformHttpServer(server), true, true);
    }
}
