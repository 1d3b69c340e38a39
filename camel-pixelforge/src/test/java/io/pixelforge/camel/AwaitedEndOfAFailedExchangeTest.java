package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import java.time.Clock;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** It was paid for and nobody has it, so it is kept until somebody asks for it. */
class AwaitedEndOfAFailedExchangeTest extends PixelForgeTestSupport {

    private final JobRepository repository = new MemoryJobRepository(Clock.systemUTC(), 2);

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setJobRepository(repository);
    }

    @Test
    void staysInTheRepositoryUntilAwaitHasTakenIt() {
        Exchange first = submit();
        Exchange second = submit();
        assertThat(Stream.of(first, second))
                .allSatisfy(failed -> assertThat(failed.getException()).hasMessage("after the end"));

        Exchange refused = submit();
        assertThat(refused.getException())
                .isInstanceOf(GatewayException.class)
                .hasMessageContainingAll("full", "holds 2 jobs", "Nothing was sent", "pixelforge:await");
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(2);

        Exchange fetched = template.request("pixelforge:await", e -> e.getMessage()
                .setBody(first.getMessage().getHeader(PixelForgeConstants.REQUEST_ID)));
        assertThat(fetched.getMessage().getBody(PixelForgeJob.class).status()).isEqualTo("COMPLETED");
        await().untilAsserted(() -> assertThat(submit().getException()).hasMessage("after the end"));
    }

    private Exchange submit() {
        return template.request("direct:in", e -> e.getMessage().setBody(PHOTO));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("pixelforge:relight?prompt=Soft light&awaitCompletion=true")
                        .throwException(new IllegalStateException("after the end"));
            }
        };
    }
}
