package io.pixelforge.examples.loadtest;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;

/** Routes of the folder of the example, as Camel runs them outside of any container. */
final class CamelRoutes {

    private final Plan plan;
    private final Main camel = new Main();

    /** @param file with the routes */
    CamelRoutes(Plan plan, String file) {
        this.plan = plan;
        Path folder = Path.of(plan.folder());
        camel.setDefaultPropertyPlaceholderLocation("file:" + folder.resolve("application.properties"));
        camel.configure().setRoutesIncludePattern("file:" + folder.resolve(file));
        camel.addOverrideProperty("load.gatewayUrl", plan.gatewayUrl());
        camel.addOverrideProperty("load.jobs", Integer.toString(plan.jobs()));
        camel.addOverrideProperty("load.interval", Long.toString(plan.intervalMillis()));
        camel.addOverrideProperty("load.concurrency", Integer.toString(plan.concurrency()));
    }

    /** A step for the routes. */
    void step(String name, Processor step) {
        camel.bind(name, step);
    }

    /** A bean for Camel's registry. */
    void bean(String name, Object bean) {
        camel.bind(name, bean);
    }

    void start() throws Exception {
        camel.start();
    }

    Endpoint endpoint(String uri) {
        return camel.getCamelContext().getEndpoint(uri);
    }

    /**
     * Sends the pictures of all jobs without waiting for one, from this thread alone: a template would have threads of
     * its own, which would be counted.
     *
     * @param done told of each exchange once it is through
     */
    void sendAll(String uri, Consumer<Exchange> done) throws Exception {
        Endpoint endpoint = endpoint(uri);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        for (int i = 0; i < plan.jobs(); i++) {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setBody(Driver.picture(i));
            producer.process(exchange, doneSync -> done.accept(exchange));
        }
    }
}
