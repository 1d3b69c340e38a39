package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.StoppedClockTestSupport;
import io.pixelforge.camel.nodes.TcpProxy;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AGatewayThatIsDownIsAskedLittleTest extends StoppedClockTestSupport {

    private static final int JOBS = 200;
    private static final Duration MAX_INTERVAL = Duration.ofMillis(200);
    private static final Duration HOLD = Duration.ofMillis(400);

    /** How many questions are handed over at most before the first answer is there: two for each that may run. */
    private static final int FIRST = 64;

    private TcpProxy line;

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        try {
            line = new TcpProxy(URI.create(GATEWAY.url()).getPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        configuration.setGatewayUrl("http://127.0.0.1:" + line.port());
        configuration.setMaxPollInterval(MAX_INTERVAL.toMillis());
    }

    @AfterEach
    void removeTheLine() throws IOException {
        line.close();
    }

    @Test
    void andItsJobsAreFoundSoonAfterItsReturnButNotAllAtOnce() {
        List<CompletableFuture<Exchange>> sent = Stream.generate(() ->
                        template.asyncSend("direct:submit", e -> e.getMessage().setBody(PHOTO)))
                .limit(JOBS)
                .toList();
        assertThat(sent)
                .allSatisfy(future -> assertThat(future.join().getException()).isNull());

        line.cut();
        int before = line.connects();
        clock.advance(Duration.ofSeconds(1)); // all jobs are due by then
        AtomicInteger intervals = new AtomicInteger();
        await().until(() -> {
            clock.advance(MAX_INTERVAL);
            return intervals.incrementAndGet() >= 10 && line.connects() >= before + 10;
        });
        assertThat(line.connects() - before)
                .as("questions while it is down, with all jobs due " + intervals + " times")
                .isLessThanOrEqualTo(FIRST + intervals.get() + 1);

        int known = GATEWAY.sandbox().requests().size();
        GATEWAY.sandbox().faults().on(CallKind.STATUS).always().play(Fault.delay(HOLD));
        line.mend();

        MockEndpoint done = getMockEndpoint("mock:done");
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            clock.advance(MAX_INTERVAL);
            return done.getReceivedCounter() == JOBS;
        });
        List<Instant> asked =
                requestsAfter(known).stream().map(RecordedRequest::at).sorted().toList();
        assertThat(asked).as("one question for each job").hasSize(JOBS);
        for (int i = 0; i < JOBS; i++) {
            assertThat(i + 1 - answered(asked, asked.get(i)))
                    .as("at once, at question " + (i + 1))
                    .isLessThanOrEqualTo(1 + answered(asked, asked.get(i)));
        }
    }

    /** How many answers may have arrived; more than it can be, since clocks are not that exact. */
    private static long answered(List<Instant> asked, Instant at) {
        return asked.stream()
                .filter(other -> !other.plus(HOLD.dividedBy(2)).isAfter(at))
                .count();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pixelforge:relight?prompt=Soft light");
                from("pixelforge:relight?initialDelay=0&delay=50").to("mock:done");
            }
        };
    }
}
