package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContextRestartTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension();

    @Test
    void jobsInMemoryGoOnWhereTheComponentIsInTheRegistry() throws Exception {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(500));
        List<String> ended = new CopyOnWriteArrayList<>();
        SimpleRegistry beans = new SimpleRegistry();
        try (DefaultCamelContext context = new DefaultCamelContext((BeanRepository) beans)) {
            PixelForgeComponent component = new PixelForgeComponent();
            component.getConfiguration().setApiKey("key");
            component.getConfiguration().setGatewayUrl(GATEWAY.url());
            component.getConfiguration().setInitialPollDelay(20);
            component.getConfiguration().setPollInterval(20);
            component.getConfiguration().setMaxPollInterval(100);
            beans.bind("pixelforge", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pixelforge:relight").process(e -> ended.add(ConsumerTestSupport.requestId(e)));
                }
            });
            context.start();
            List<String> submitted =
                    Stream.generate(() -> submit(context)).limit(3).toList();
            await().until(() -> GATEWAY.sandbox().counters().statusCalls() > 0);

            context.stop();
            assertThat(ended).isEmpty();
            GATEWAY.sandbox().faults().clear();
            context.start();

            await().untilAsserted(() -> assertThat(ended).containsExactlyInAnyOrderElementsOf(submitted));
        }
    }

    private static String submit(DefaultCamelContext context) {
        return context.createProducerTemplate()
                .request("pixelforge:relight?prompt=Soft light", e -> e.getMessage()
                        .setBody("https://example.com/photo.jpg"))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }
}
