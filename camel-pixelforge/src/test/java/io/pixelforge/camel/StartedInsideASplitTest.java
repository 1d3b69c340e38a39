package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Camel starts what is inside of a split while it initializes the context, before it starts components. */
class StartedInsideASplitTest extends PixelForgeTestSupport {

    @Test
    void submitsEachPart() throws Exception {
        try (DefaultCamelContext fresh = new DefaultCamelContext()) {
            configure(
                    fresh.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration());
            fresh.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:list").split(body()).to("pixelforge:relight?prompt=Soft light");
                }
            });
            fresh.start();

            fresh.createProducerTemplate().sendBody("direct:list", List.of(PHOTO, PHOTO + "?2"));

            assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(2);
        }
    }
}
