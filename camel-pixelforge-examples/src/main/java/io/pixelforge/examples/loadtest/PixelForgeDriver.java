package io.pixelforge.examples.loadtest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The component: the two routes of {@code pixelforge.camel.yaml}. */
final class PixelForgeDriver implements Driver {

    private final Plan plan;
    private final Recorder recorder;
    private final CamelRoutes routes;

    PixelForgeDriver(Plan plan, Recorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
        this.routes = new CamelRoutes(plan, "pixelforge.camel.yaml");
    }

    @Override
    public void start() throws Exception {
        routes.step("seen", this::seen);
        if (plan.jdbcUrl() != null) {
            routes.bean("jobs", repository());
        }
        routes.start();
    }

    private JdbcJobRepository repository() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(plan.jdbcUrl());
        JdbcJobRepository repository = new JdbcJobRepository(new HikariDataSource(config));
        repository.setCreateTable(true);
        return repository;
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
        routes.sendAll("direct:photos", this::submitted);
    }

    private void submitted(Exchange exchange) {
        if (exchange.getException() == null) {
            recorder.accepted();
        } else {
            recorder.failed(exchange.getException());
        }
    }
}
