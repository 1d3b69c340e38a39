package io.pixelforge.camel;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Ends the waiting of exchanges when their route, or the whole context, begins to stop: Camel waits for its exchanges
 * first, and would wait for ours until its shutdown time-out.
 */
final class RouteStops extends LifecycleStrategySupport {

    private final Engine engine;

    RouteStops(Engine engine) {
        this.engine = engine;
    }

    /** The routes whose stop ends the waiting of an exchange: where it is, and where it came from. */
    static Collection<String> of(Exchange exchange) {
        Set<String> routes = new HashSet<>();
        routes.add(exchange.getFromRouteId());
        routes.add(ExchangeHelper.getAtRouteId(exchange));
        routes.remove(null);
        return routes;
    }

    @Override
    public void onContextStopping(CamelContext context) {
        engine.stopWaiting();
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            route.addService(new Notice(engine, route.getRouteId()));
        }
    }

    /** Called before each start of a route's consumer, also of one that goes on since its stop was given up. */
    @Override
    public void onServiceAdd(CamelContext context, Service service, Route route) {
        if (service instanceof Consumer && route != null) {
            engine.resumeWaiting(route.getRouteId());
        }
    }

    /**
     * Camel tells the services of a route that it is about to stop before it waits for the exchanges in it. It does not
     * tell producers, which are services of the context.
     */
    private record Notice(Engine engine, String routeId) implements Service, ShutdownPrepared {

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!suspendOnly) {
                engine.stopWaiting(routeId);
            }
        }

        @Override
        public void start() {
            // has nothing to start
        }

        @Override
        public void stop() {
            // has nothing to stop
        }
    }
}
