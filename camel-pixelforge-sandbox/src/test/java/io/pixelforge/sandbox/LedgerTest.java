package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pixelforge.sandbox.Client.Reply;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.KeyPrint;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerTest {

    private final SettableClock clock = new SettableClock();

    @RegisterExtension
    final PixelForgeSandboxExtension pixelforge = new PixelForgeSandboxExtension(
            SandboxOptions.builder().clock(clock).balance(3).build());

    private final PixelForgeSandbox sandbox = pixelforge.sandbox();
    private final Client client = new Client(sandbox);

    @Test
    void everyAcceptedCallHasAnEntry() {
        String id = client.submitted("Warm light");
        client.generate(Client.body("A town"));

        assertThat(sandbox.ledger().entries())
                .extracting(LedgerEntry::operation, LedgerEntry::prompt, LedgerEntry::charged)
                .containsExactly(tuple("relight", "Warm light", true), tuple("generate", "A town", true));
        assertThat(sandbox.ledger().entries().get(0))
                .isEqualTo(new LedgerEntry(
                        id,
                        "relight",
                        "Warm light",
                        KeyPrint.of("test-key"),
                        List.of(Client.PHOTO),
                        SettableClock.START,
                        true));
    }

    @Test
    void failedIsChargedAndErrorIsNot() {
        client.submitted("Warm light sandbox:fail");
        client.submitted("Warm light sandbox:error");

        assertThat(sandbox.ledger().charges()).isEqualTo(1);
        assertThat(sandbox.ledger().charges("Warm light sandbox:fail")).isEqualTo(1);
        assertThat(sandbox.ledger().charges("Warm light sandbox:error")).isZero();
        assertThat(sandbox.ledger().entries()).hasSize(2);
    }

    @Test
    void chargesAreCountedByPrompt() {
        client.submitted("a");
        client.submitted("a");
        client.submitted("b");

        assertThat(sandbox.ledger().chargesByPrompt()).isEqualTo(Map.of("a", 2L, "b", 1L));
        assertThat(client.get("/sandbox/ledger").json().get("charges").asInt()).isEqualTo(3);
    }

    @Test
    void aRefusedCallHasNone() {
        sandbox.faults().on(CallKind.SUBMIT).play(Fault.status(503));
        client.submit(Client.body("a"));
        client.submit("{}");

        assertThat(sandbox.ledger().entries()).isEmpty();
    }

    @Test
    void anEmptyWalletIsA402AsInTheDocument() {
        for (int i = 0; i < 3; i++) {
            assertThat(client.submit(Client.body("a")).status()).isEqualTo(202);
        }

        for (Reply reply : List.of(client.submit(Client.body("a")), client.generate(Client.body("a")))) {
            assertThat(reply.status()).isEqualTo(402);
            assertThat(reply.text())
                    .isEqualTo("{\"error\":\"Insufficient Balance\","
                            + "\"message\":\"Your wallet does not have enough balance.\"}");
        }
        assertThat(sandbox.ledger().charges()).isEqualTo(3);
    }

    @Test
    void aResetFillsTheWalletAndForgetsTheRest() {
        String id = client.submitted("a");
        sandbox.faults().on(CallKind.SUBMIT).always().play(Fault.reset());
        sandbox.reset();

        assertThat(sandbox.ledger().entries()).isEmpty();
        assertThat(sandbox.requests()).isEmpty();
        assertThat(sandbox.counters().submits()).isZero();
        assertThat(sandbox.faults().pending()).isZero();
        assertThat(client.status(id).status()).isEqualTo(404);
    }
}
