package io.pixelforge.examples.loadtest;

import io.pixelforge.camel.PixelForgeConstants;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The component: the two routes of {@code pixelforge.camel.yaml}. */
final class PixelForgeDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final Main camel = new Main();

    PixelForgeDriver(Plan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
    }

    @Override
    public void start() throws Exception {
        Path folder = Path.of(plan.folder());
        camel.setDefaultPropertyPlaceholderLocation("file:" + folder.resolve("application.properties"));
        camel.configure().setRoutesIncludePattern("file:" + folder.resolve("pixelforge.camel.yaml"));
        camel.addOverrideProperty("load.gatewayUrl", plan.gatewayUrl());
        camel.addOverrideProperty("load.interval", Long.toString(plan.intervalMillis()));
        camel.addOverrideProperty("load.concurrency", Integer.toString(plan.concurrency()));
        camel.addOverrideProperty("load.prompt", PROMPT);
        camel.bind("seen", (Processor) this::seen);
        camel.start();
    }

    private void seen(Exchange exchange) {
        Message message = exchange.getMessage();
        String status = message.getHeader(PixelForgeConstants.STATUS, String.class);
        if ("COMPLETED".equals(status)) {
            recorder.seen(message.getHeader(PixelForgeConstants.REQUEST_ID, String.class));
        } else {
            recorder.failed("A job has ended as " + status);
        }
    }

    @Override
    public void submitAll() throws Exception {
        CamelContext context = camel.getCamelContext();
        Endpoint photos = context.getEndpoint("direct:photos");
        ProducerTemplate template = camel.getCamelTemplate();
        for (int i = 0; i < plan.jobs(); i++) {
            Exchange exchange = photos.createExchange();
            exchange.getMessage().setBody(Driver.picture(i));
            template.asyncSend(photos, exchange).whenComplete(this::submitted);
        }
    }

    private void submitted(Exchange exchange, Throwable failure) {
        Throwable cause = failure == null ? exchange.getException() : failure;
        if (cause == null) {
            recorder.accepted();
        } else {
            recorder.failed(cause);
        }
    }
}
