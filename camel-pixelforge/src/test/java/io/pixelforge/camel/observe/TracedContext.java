package io.pixelforge.camel.observe;

import com.zaxxer.hikari.HikariDataSource;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import io.pixelforge.camel.jobs.TestDatabase;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/** A context whose spans are kept in memory, with its jobs in a database. */
final class TracedContext implements AutoCloseable {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider tracing = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HikariDataSource pool;

    TracedContext(TestDatabase database, String gatewayUrl, String apiKey, RouteBuilder routes) throws Exception {
        pool = database.pool(8);
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setApiKey(apiKey);
        configuration.setGatewayUrl(gatewayUrl);
        configuration.setInitialPollDelay(20);
        configuration.setPollInterval(20);
        configuration.setJobRepository(new JdbcJobRepository(pool));
        context.getRegistry().bind("tracer", tracing.get("test"));
        context.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setCamelContext(context);
        tracer.init(context);
        context.addRoutes(routes);
        context.start();
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        FluentProducerTemplate template =
                context.createFluentProducerTemplate().to(uri).withBody(body);
        headers.forEach(template::withHeader);
        return template.send();
    }

    /** Those that have ended so far. */
    List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    @Override
    public void close() {
        context.stop();
        tracing.close();
        pool.close();
    }
}
