package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.StoppedClockTestSupport;
import io.pixelforge.camel.gateway.RateLimitException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.KeyPrint;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OneKeyHoldsBackForItsRetryAfterTest extends StoppedClockTestSupport {

    private static final String OTHER_KEY = "other-key-0123456789abcdef";
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration ALMOST = PAUSE.minusMillis(1);

    static Stream<Named<RetryAfter>> forms() {
        return Stream.of(
                Named.of("seconds", now -> fault -> fault.retryAfter(PAUSE.toSeconds())),
                Named.of("date", now -> fault -> fault.retryAfter(now.plus(PAUSE))),
                Named.of("body", now -> fault -> fault.retryAfterInBody(PAUSE.toSeconds())));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void inAllEndpointsAndGroupsWhileAnotherKeyGoesOn(RetryAfter retryAfter) {
        String id = requestId(send("a1", PHOTO).join());
        requestId(send("a2", PHOTO).join());
        String otherId = requestId(send("b", PHOTO).join());
        Fault tooMany = retryAfter.after(clock.instant()).apply(Fault.status(429));
        GATEWAY.sandbox().faults().on(CallKind.STATUS).play(tooMany);
        assertThat(send("status-a", id).join().getException()).isInstanceOf(RateLimitException.class);
        int known = GATEWAY.sandbox().requests().size();

        List<CompletableFuture<Exchange>> sent = List.of(
                send("a1", PHOTO),
                send("a2", PHOTO),
                send("generate-a", PHOTO),
                send("status-a", id),
                send("b", PHOTO),
                send("generate-b", PHOTO),
                send("status-b", otherId));
        clock.advance(ALMOST); // all jobs are due by then

        await().untilAsserted(() -> assertThat(paths(known, OTHER_KEY))
                .anyMatch(path -> path.endsWith("/relighting/generate"))
                .anyMatch(path -> path.endsWith("/serve_image"))
                .filteredOn(path -> path.endsWith(otherId))
                .as("the status operation and the poll")
                .hasSizeGreaterThanOrEqualTo(2));
        assertThat(paths(known, KEY)).isEmpty();

        MockEndpoint done = getMockEndpoint("mock:done");
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            clock.advance(PAUSE.minus(ALMOST).multipliedBy(100));
            return done.getReceivedCounter() == 6;
        });
        assertThat(sent)
                .allSatisfy(future -> assertThat(future.join().getException()).isNull());
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(8);
        assertThat(GATEWAY.sandbox().requests())
                .extracting(RecordedRequest::status)
                .containsOnlyOnce(429);
    }

    private interface RetryAfter {
        UnaryOperator<Fault> after(Instant now);
    }

    private static List<String> paths(int known, String key) {
        return requestsAfter(known).stream()
                .filter(request -> request.header("Ocp-Apim-Subscription-Key")
                        .filter(KeyPrint.of(key)::equals)
                        .isPresent())
                .map(RecordedRequest::path)
                .toList();
    }

    private CompletableFuture<Exchange> send(String route, String body) {
        return template.asyncSend("direct:" + route, e -> e.getMessage().setBody(body));
    }

    private static String requestId(Exchange exchange) {
        return exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String group : List.of("a1", "a2", "b")) {
                    String options = "?prompt=Soft light&jobGroup=" + group + key(group);
                    from("direct:" + group).to("pixelforge:relight" + options);
                    from("pixelforge:relight" + options + "&initialDelay=0&delay=50")
                            .to("mock:done");
                }
                for (String name : List.of("a", "b")) {
                    from("direct:generate-" + name).to("pixelforge:generate?prompt=A city" + key(name));
                    from("direct:status-" + name).to("pixelforge:status?jobGroup=" + name + "1" + key(name));
                }
            }

            private String key(String name) {
                return "&apiKey=" + (name.startsWith("a") ? KEY : OTHER_KEY);
            }
        };
    }
}
