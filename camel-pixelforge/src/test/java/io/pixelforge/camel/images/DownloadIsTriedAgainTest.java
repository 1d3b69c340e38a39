package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.gateway.MediaException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadIsTriedAgainTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&awaitCompletion=true&idempotentKey=1";
    private static final String AWAIT = "pixelforge:await?download=true";

    private static final Map<String, Fault> PASSING = Map.of(
            "cut", Fault.cutBody(),
            "shorter than its length", Fault.wrongLength(),
            "reset", Fault.reset(),
            "empty", Fault.emptyBody(),
            "404", Fault.status(404),
            "429", Fault.status(429).retryAfter(0),
            "500", Fault.status(500),
            "503", Fault.html(503));

    @ParameterizedTest
    @ValueSource(strings = {"cut", "shorter than its length", "reset", "empty", "404", "429", "500", "503"})
    void untilItIsThereIfAnotherTryMayHelp(String what) {
        PixelForgeJob job = completed();
        byte[] picture = await(job).getMessage().getBody(byte[].class);
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.MEDIA)
                .times(DOWNLOAD_ATTEMPTS - 1)
                .play(PASSING.get(what));

        Exchange exchange = await(job);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(picture);
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(1 + DOWNLOAD_ATTEMPTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "shorter than its length", "reset", "empty", "404", "429", "500", "503"})
    void butNotForEverAndLaterItCanBeFetchedByAwait(String what) {
        PixelForgeJob job = completed();
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).times(DOWNLOAD_ATTEMPTS).play(PASSING.get(what));

        Exchange failed = await(job);

        assertThat(failed.getException())
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("it was tried " + DOWNLOAD_ATTEMPTS + " times")
                .hasMessageContaining("pixelforge:await with download=true");
        assertThat(failed.getMessage().getBody())
                .isInstanceOfSatisfying(PixelForgeJob.class, body -> assertThat(body.requestId())
                        .isEqualTo(job.requestId()));
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(DOWNLOAD_ATTEMPTS);
        assertThat(await(job).getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 410, 304, 204})
    void notIfItWouldBeTheSame(int status) {
        PixelForgeJob job = completed();
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).always().play(Fault.status(status));

        Exchange failed = await(job);

        assertThat(failed.getException())
                .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.getHttpResponseCode())
                        .isEqualTo(status))
                .hasMessageContaining("HTTP " + status);
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(1);
    }

    @Test
    void ifNothingComesForTheResponseTimeOut() {
        PixelForgeJob job = completed();
        byte[] picture = await(job).getMessage().getBody(byte[].class);
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).play(Fault.drip(Duration.ofMinutes(1)));

        Exchange exchange = template.request(
                AWAIT + "&http.responseTimeout=2000", e -> e.getMessage().setBody(job));

        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(picture);
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(3);
    }

    @Test
    void aSignedLinkThatHasRunOutIsSaidToBeOne() {
        PixelForgeJob job = completed();
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).always().play(Fault.status(403));

        assertThat(await(job).getException())
                .hasMessageContaining("signed link that has run out")
                .hasMessageContaining("pixelforge:status");
    }

    @Test
    void aGeneratedPictureThatCannotBeHadCanBeFetchedByTheSameRequestWithItsKey() {
        String generate = "pixelforge:generate?prompt=A city&download=true&idempotentKey=2";
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).times(DOWNLOAD_ATTEMPTS).play(Fault.status(500));

        Exchange failed = template.request(generate, e -> e.getMessage().setBody(PHOTO));
        Exchange again = template.request(generate, e -> e.getMessage().setBody(PHOTO));

        assertThat(failed.getException())
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("same idempotentKey")
                .hasMessageNotContaining("null");
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getBody(byte[].class)).isNotEmpty();
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    private PixelForgeJob completed() {
        return template.requestBody(RELIGHT, PHOTO, PixelForgeJob.class);
    }

    private Exchange await(PixelForgeJob job) {
        return template.request(AWAIT, e -> e.getMessage().setBody(job));
    }
}
