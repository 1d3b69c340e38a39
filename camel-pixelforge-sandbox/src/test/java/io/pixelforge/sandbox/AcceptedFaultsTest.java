package io.pixelforge.sandbox;

import static io.pixelforge.sandbox.http.CallKind.GENERATE;
import static io.pixelforge.sandbox.http.CallKind.STATUS;
import static io.pixelforge.sandbox.http.CallKind.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.sandbox.Client.Reply;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults that come after the call took effect: it is paid, whatever the client thinks. */
class AcceptedFaultsTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .queueTime(Duration.ZERO)
            .processingTime(Duration.ZERO)
            .build());

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @Test
    void theAnswerIsLostAndTheJobIsCharged() {
        sandbox.faults().on(SUBMIT).play(Fault.acceptedThenReset());

        assertThatThrownBy(() -> client.submit(Client.body("Warm light"))).isInstanceOf(UncheckedIOException.class);
        LedgerEntry entry = sandbox.ledger().entries().get(0);
        assertThat(entry.charged()).isTrue();
        assertThat(client.status(entry.id()).field("status")).isEqualTo("COMPLETED");
    }

    @Test
    void theAnswerIsAnErrorAndTheJobIsCharged() {
        sandbox.faults().on(SUBMIT).play(Fault.acceptedThenStatus(500));
        sandbox.faults().on(GENERATE).play(Fault.acceptedThenStatus(502));

        assertThat(client.submit(Client.body("a")).status()).isEqualTo(500);
        assertThat(client.generate(Client.body("b")).status()).isEqualTo(502);
        assertThat(sandbox.ledger().charges()).isEqualTo(2);
    }

    @Test
    void theAnswerIsTooLateAndTheJobIsCharged() {
        sandbox.faults().on(SUBMIT).play(Fault.delay(Duration.ofMinutes(5)));
        String url = sandbox.url() + "/pixelforge-relighting-api/v1/relighting/generate";

        assertThatThrownBy(() -> Client.HTTP.send(
                        client.request(url, request -> request.POST(BodyPublishers.ofString(Client.body("a")))
                                .timeout(Duration.ofMillis(300))),
                        BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sandbox.ledger().charges()).isEqualTo(1);
    }

    @Test
    void anAnswerIsHeldBack() {
        sandbox.faults().on(STATUS).play(Fault.status(503).delayed(Duration.ofMillis(250)));

        long start = System.nanoTime();
        assertThat(client.status("x").status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void bodiesAreSpoiled() {
        assertThat(spoiledSubmit(Fault.halfBody()).text())
                .startsWith("{\"request_id\"")
                .doesNotEndWith("}");
        assertThat(spoiledSubmit(Fault.htmlBody()).text()).startsWith("<html>");
        assertThat(spoiledSubmit(Fault.emptyBody()).body()).isEmpty();
        assertThat(spoiledSubmit(Fault.nonObjectJson()).text()).startsWith("[");
        assertThat(spoiledSubmit(Fault.bodyText("OK")).text()).isEqualTo("OK");
        assertThat(spoiledSubmit(Fault.hugeBody(2_000_000)).body()).hasSizeGreaterThan(2_000_000);
        assertThat(spoiledSubmit(Fault.withoutRequestId()).json().has("request_id"))
                .isFalse();
        assertThat(spoiledSubmit(Fault.statusWord("ARCHIVED")).field("status")).isEqualTo("ARCHIVED");
        assertThat(spoiledSubmit(Fault.contentType("text/plain")).header("Content-Type"))
                .isEqualTo("text/plain");
        assertThat(spoiledSubmit(Fault.noLength()).header("Content-Length")).isNull();
        assertThat(sandbox.ledger().charges()).isEqualTo(10);
    }

    private Reply spoiledSubmit(Fault fault) {
        sandbox.faults().on(SUBMIT).play(fault);
        Reply reply = client.submit(Client.body("Warm light"));
        assertThat(reply.status()).isEqualTo(202);
        return reply;
    }

    @Test
    void aStatusIsThatOfAnotherJob() {
        String id = client.submitted("Warm light");
        sandbox.faults().on(STATUS).play(Fault.anotherJobsAnswer());

        Reply reply = client.status(id);
        assertThat(reply.field("request_id"))
                .startsWith("pixelforge-relighting-api_")
                .isNotEqualTo(id);
        assertThat(reply.text()).doesNotContain(id);
        assertThat(client.status(id).field("request_id")).isEqualTo(id);
    }

    @Test
    void aCompletedJobHasNoOutput() {
        String id = client.submitted("Warm light");
        sandbox.faults().on(STATUS).play(Fault.withoutOutput());

        Reply reply = client.status(id);
        assertThat(reply.field("status")).isEqualTo("COMPLETED");
        assertThat(reply.json().get("output").isNull()).isTrue();
    }

    @Test
    void theUrlsOfAJobLeadElsewhere() {
        String elsewhere = "https://example.com/elsewhere";
        sandbox.faults().on(STATUS).play(Fault.mediaUrl(elsewhere));

        assertThat(spoiledSubmit(Fault.pollingUrl(elsewhere)).field("polling_url"))
                .isEqualTo(elsewhere);
        assertThat(client.status(client.submitted("Warm light"))
                        .json()
                        .at("/output/media_url")
                        .toString())
                .isEqualTo("[\"" + elsewhere + "\"]");
    }

    @Test
    void jobsEndBadlyOnRequest() {
        sandbox.faults().on(SUBMIT).play(Fault.jobFails("Too dark"));
        sandbox.faults().on(SUBMIT).play(Fault.jobErrors("No machine"));
        Reply failed = client.status(client.submitted("a"));
        Reply error = client.status(client.submitted("b"));

        assertThat(failed.field("status")).isEqualTo("FAILED");
        assertThat(failed.field("error")).isEqualTo("Too dark");
        assertThat(failed.json().get("output").isNull()).isTrue();
        assertThat(error.field("status")).isEqualTo("ERROR");
        assertThat(error.field("error")).isEqualTo("No machine");
        assertThat(sandbox.ledger().entries()).extracting(LedgerEntry::charged).containsExactly(true, false);
    }

    @Test
    void wordsOfThePromptMakeAJobEndBadly() {
        assertThat(client.status(client.submitted("Warm sandbox:fail")).field("status"))
                .isEqualTo("FAILED");
        assertThat(client.status(client.submitted("Warm sandbox:error")).field("status"))
                .isEqualTo("ERROR");
    }
}
