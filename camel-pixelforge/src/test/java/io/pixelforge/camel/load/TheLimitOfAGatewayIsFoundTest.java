package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TheLimitOfAGatewayIsFoundTest extends PixelForgeTestSupport {

    private static final int CONCURRENT = 16;

    private final LimitedGateway limited = new LimitedGateway(100);

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setGatewayUrl(limited.url());
        configuration.setMaxConcurrentRequests(CONCURRENT);
    }

    @AfterEach
    void closeGateway() {
        limited.close();
    }

    @Test
    void andAllJobsCompleteWithFewRefusalsAndTheOldPaceComesBackWithoutIt() {
        List<CompletableFuture<Exchange>> sent = submit(0, 300);
        awaitDone(300);

        assertAllAcceptedOnce(sent, 300);
        assertThat(limited.refused())
                .as("refused, of all")
                .isPositive()
                .isLessThan((limited.answered() + limited.refused()) / 4);

        limited.lift();
        submit(300, 450);
        awaitDone(450);
        limited.gather(CONCURRENT);
        sent = submit(450, 500);

        await().atMost(Duration.ofSeconds(30)).until(() -> !limited.isGathering());
        awaitDone(500);
        assertAllAcceptedOnce(sent, 500);
    }

    private List<CompletableFuture<Exchange>> submit(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> template.asyncSend("direct:submit", exchange -> {
                    exchange.getMessage().setBody(PHOTO);
                    exchange.getMessage().setHeader(PixelForgeConstants.PROMPT, "light " + i);
                }))
                .toList();
    }

    private void awaitDone(int number) {
        MockEndpoint done = getMockEndpoint("mock:done");
        await().atMost(Duration.ofSeconds(60)).until(() -> done.getReceivedCounter() == number);
    }

    private void assertAllAcceptedOnce(List<CompletableFuture<Exchange>> sent, int number) {
        assertThat(sent)
                .allSatisfy(future -> assertThat(future.join().getException()).isNull());
        assertThat(limited.accepted()).hasSize(number);
        assertThat(limited.accepted().values()).containsOnly(1);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pixelforge:relight");
                from("pixelforge:relight?initialDelay=0&delay=50").to("mock:done");
            }
        };
    }
}
