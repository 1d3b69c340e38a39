package io.pixelforge.camel.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.JobFailedException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class PromiseAKeyIsPaidOnceTest extends PixelForgeTestSupport {

    private static final String SUBMIT = "pixelforge:relight?prompt=Soft light&idempotentKey=${header.order}";
    private static final String AWAIT = SUBMIT + "&awaitCompletion=true";

    @Test
    void aSecondSubmitOfAPendingKeyAnswersWithTheSameJob() {
        Exchange first = send(SUBMIT, "a");
        Exchange second = send(SUBMIT, "a");

        assertThat(requestId(second)).isEqualTo(requestId(first)).isNotNull();
        assertThat(first.getMessage().getHeader(PixelForgeConstants.DUPLICATE)).isEqualTo(false);
        assertThat(second.getMessage().getHeader(PixelForgeConstants.DUPLICATE)).isEqualTo(true);
        assertThat(second.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("QUEUED");
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void aSecondSubmitOfAPendingKeyAwaitsTheSameJob() {
        Exchange first = send(SUBMIT, "b");
        Exchange second = send(AWAIT, "b");

        assertThat(requestId(second)).isEqualTo(requestId(first));
        assertThat(second.getMessage().getHeader(PixelForgeConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void aSecondSubmitOfAnEndedKeyAnswersAtOnce() {
        Exchange first = send(AWAIT, "c");
        int asked = GATEWAY.sandbox().requests().size();
        Exchange second = send(SUBMIT, "c");

        assertThat(second.getMessage().getBody(PixelForgeJob.class))
                .isEqualTo(first.getMessage().getBody(PixelForgeJob.class));
        assertThat(GATEWAY.sandbox().requests()).hasSize(asked);
    }

    @Test
    void manyConcurrentSubmitsOfOneKeyAreOnePost() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.delay(Duration.ofMillis(200)));
        List<CompletableFuture<Exchange>> all = IntStream.range(0, 40)
                .mapToObj(i -> template.asyncSend(SUBMIT, exchange -> fill(exchange, "d")))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join))
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull())
                .extracting(PromiseAKeyIsPaidOnceTest::requestId)
                .containsOnly(requestId(all.get(0).join()));
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(1);
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherInputIsAnError() {
        send(SUBMIT, "e");
        Exchange other = template.request(SUBMIT.replace("Soft", "Hard"), exchange -> fill(exchange, "e"));

        assertThat(other.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'e'")
                .hasMessageContaining("another input");
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void aBlankKeyIsAnErrorAndNothingIsSent() {
        assertThat(send(SUBMIT, " ").getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("idempotentKey");
        assertThat(GATEWAY.sandbox().counters().submits()).isZero();
    }

    @Test
    void aRefusalFreesTheKey() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.insufficientBalance());
        assertThat(send(SUBMIT, "f").getException()).isNotNull();

        assertThat(send(SUBMIT, "f").getException()).isNull();
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void anErrorFreesTheKeyAndAFailureKeepsIt() {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobErrors("no light"));
        assertThat(send(AWAIT, "g").getException()).isInstanceOf(JobFailedException.class);
        assertThat(charges()).isZero();

        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("no light"));
        assertThat(send(AWAIT, "g").getException()).isInstanceOf(JobFailedException.class);
        assertThat(charges()).isEqualTo(1);

        assertThat(send(AWAIT, "g").getException()).isInstanceOf(JobFailedException.class);
        assertThat(charges()).isEqualTo(1);
    }

    @Test
    void aKeyIsFreeAfterItsRetention() {
        String shortly = AWAIT + "&retention=300";
        Exchange first = send(shortly, "h");

        await().untilAsserted(() -> assertThat(requestId(send(shortly, "h"))).isNotEqualTo(requestId(first)));
    }

    @Test
    void aKeyOfAnotherGroupIsAnotherKey() {
        assertThat(requestId(send(SUBMIT, "i"))).isNotEqualTo(requestId(send(SUBMIT + "&jobGroup=other", "i")));
        assertThat(charges()).isEqualTo(2);
    }

    @Test
    void aGenerateWithAKeyAnswersWithTheStoredResult() {
        String generate = "pixelforge:generate?prompt=A lamp&idempotentKey=${header.order}";
        Exchange first = send(generate, "j");
        Exchange second = send(generate, "j");

        assertThat(second.getMessage().getHeader(PixelForgeConstants.MEDIA_URL))
                .isEqualTo(first.getMessage().getHeader(PixelForgeConstants.MEDIA_URL))
                .isNotNull();
        assertThat(second.getMessage().getHeader(PixelForgeConstants.DUPLICATE)).isEqualTo(true);
        assertThat(GATEWAY.sandbox().counters().generates()).isEqualTo(1);
    }

    private Exchange send(String uri, String key) {
        return template.request(uri, exchange -> fill(exchange, key));
    }

    private static void fill(Exchange exchange, String key) {
        exchange.getMessage().setBody(PHOTO);
        exchange.getMessage().setHeader("order", key);
    }

    private static String requestId(Exchange exchange) {
        return exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    private static long charges() {
        return GATEWAY.sandbox().ledger().charges();
    }
}
