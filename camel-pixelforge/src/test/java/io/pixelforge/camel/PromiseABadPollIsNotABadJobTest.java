package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromiseABadPollIsNotABadJobTest extends PixelForgeTestSupport {

    static Stream<Fault> badAnswers() {
        return Stream.of(
                Fault.status(404),
                Fault.status(400),
                Fault.status(402),
                Fault.status(429).retryAfter(0),
                Fault.status(500),
                Fault.status(503).retryAfter(0),
                Fault.html(200),
                Fault.redirect("https://elsewhere.example/"),
                Fault.reset(),
                Fault.halfBody(),
                Fault.cutBody(),
                Fault.emptyBody(),
                Fault.nonObjectJson(),
                Fault.anotherJobsAnswer(),
                Fault.statusWord("DONE"),
                Fault.statusWord("completed"),
                Fault.withoutRequestId());
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void theJobIsAskedAboutAgainAndCompletes(Fault fault) {
        GATEWAY.sandbox().faults().on(CallKind.STATUS).times(2).play(fault);

        Exchange exchange = template.request(
                "pixelforge:relight?prompt=Soft light&awaitCompletion=true&jobGroup=polled",
                e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(GATEWAY.sandbox().faults().pending()).isZero();
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
    }
}
