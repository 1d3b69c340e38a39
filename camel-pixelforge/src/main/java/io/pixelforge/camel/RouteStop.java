package io.pixelforge.camel;

import java.util.Collection;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Learns as a service of a route that it is about to stop. Camel does not tell producers, which are services of the
 * context.
 */
final class RouteStop extends ServiceSupport implements ShutdownPrepared {

    private final String routeId;
    private final Collection<PixelForgeProducer> producers;

    /** @param producers all that are started, whatever their route */
    RouteStop(String routeId, Collection<PixelForgeProducer> producers) {
        this.routeId = routeId;
        this.producers = producers;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            producers.stream()
                    .filter(producer -> routeId.equals(producer.getRouteId()))
                    .forEach(PixelForgeProducer::stopWaiting);
        }
    }
}
