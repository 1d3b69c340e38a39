package io.pixelforge.examples.loadtest;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * The least that a component of Camel costs: the bare loop of {@link BlockingDriver}, whose jobs come out of a route and whose
 * ends go into another. Nothing is checked, kept or promised.
 */
final class CamelDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final CamelRoutes routes;
    private final BlockingDriver loop;
    private Endpoint completions;
    private AsyncProducer completed;

    CamelDriver(Plan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
        this.routes = new CamelRoutes(plan, "camel.camel.yaml");
        this.loop = new BlockingDriver(plan, recorder, this::emit);
    }

    @Override
    public void start() throws Exception {
        routes.step("submit", new Submit());
        routes.step("seen", exchange -> recorder.seen(exchange.getMessage().getBody(String.class)));
        routes.start();
        completions = routes.endpoint("direct:completions");
        completed = completions.createAsyncProducer();
        completed.start();
        loop.start();
    }

    @Override
    public void submitAll() throws Exception {
        routes.sendAll("direct:photos", exchange -> recorder.accepted());
    }

    private void emit(String requestId) {
        Exchange exchange = completions.createExchange();
        exchange.getMessage().setBody(requestId);
        completed.process(exchange, doneSync -> {});
    }

    private final class Submit extends AsyncProcessorSupport {

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            loop.submit(Driver.number(exchange.getMessage().getBody(String.class)), () -> callback.done(false));
            return false;
        }
    }
}
