package io.pixelforge.camel;

import java.util.Collection;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;

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
        String from = exchange.getFromRouteId();
        String at = ExchangeHelper.getRouteId(exchange);
        return from == null || from.equals(at) ? at == null ? Set.of() : Set.of(at) : Set.of(from, at);
    }

    @Override
    public void onContextStopping(CamelContext context) {
        engine.stopWaiting();
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(route -> route.addService(new Notice(route.getRouteId())));
    }

    /** A route tells its services that it is about to stop before it waits for its exchanges. */
    private final class Notice extends ServiceSupport implements ShutdownPrepared {
        private final String routeId;

        Notice(String routeId) {
            this.routeId = routeId;
        }

        @Override
        protected void doStart() {
            engine.resumeWaiting(routeId);
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!suspendOnly) {
                engine.stopWaiting(routeId);
            }
        }
    }
}
