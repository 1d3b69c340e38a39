package io.pixelforge.examples.loadtest;

import org.apache.camel.Exchange;

/** A Camel route as one writes it without the component: {@code route.camel.yaml}. */
final class RouteDriver implements Driver {

    private final Recorder recorder;
    private final CamelRoutes routes;

    RouteDriver(Plan plan, Recorder recorder) {
        this.recorder = recorder;
        this.routes = new CamelRoutes(plan, "route.camel.yaml");
    }

    @Override
    public void start() throws Exception {
        routes.step("accepted", exchange -> recorder.accepted());
        routes.step("seen", exchange -> recorder.seen(exchange.getProperty("requestId", String.class)));
        routes.step(
                "failed",
                exchange -> recorder.failed(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
        routes.start();
    }

    @Override
    public void submitAll() throws Exception {
        routes.sendAll("seda:photos", this::queued);
    }

    private void queued(Exchange exchange) {
        if (exchange.getException() != null) {
            recorder.failed(exchange.getException());
        }
    }
}
