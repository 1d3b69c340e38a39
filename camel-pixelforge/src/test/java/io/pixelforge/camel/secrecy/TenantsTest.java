package io.pixelforge.camel.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.nodes.LocalNode;
import io.pixelforge.camel.nodes.ManyNodesTestSupport;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.jobs.KeyPrint;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Two groups with keys of their own on one database. */
class TenantsTest extends ManyNodesTestSupport {

    private static final String KEY_A = "tenant-a-0123456789";
    private static final String KEY_B = "tenant-b-0123456789";

    @Override
    protected SandboxOptions.Builder gateway() {
        return super.gateway().apiKeys(KEY_A, KEY_B);
    }

    @Test
    void theSameKeyIsTwoRequestsAndEachTenantGetsItsOwnEnd() throws Exception {
        LocalNode a = tenant("a", KEY_A).consume();
        LocalNode b = tenant("b", KEY_B).consume();

        String requestA = job(get(a.submit("order-1", "of a", ""))).requestId();
        String requestB = job(get(b.submit("order-1", "of b", ""))).requestId();

        assertThat(requestA).isNotEqualTo(requestB);
        eventually().until(() -> !a.emitted().isEmpty() && !b.emitted().isEmpty());
        assertThat(a.emitted()).extracting(end -> job(end).requestId()).containsExactly(requestA);
        assertThat(b.emitted()).extracting(end -> job(end).requestId()).containsExactly(requestB);
        assertThat(sandbox.ledger().entries())
                .extracting(LedgerEntry::prompt, LedgerEntry::key)
                .containsExactlyInAnyOrder(tuple("of a", KeyPrint.of(KEY_A)), tuple("of b", KeyPrint.of(KEY_B)));
        assertThat(sandbox.requests())
                .filteredOn(request -> request.path().endsWith(requestA))
                .isNotEmpty()
                .allMatch(request -> KeyPrint.of(KEY_A).equals(request.headers().get("ocp-apim-subscription-key")));
    }

    @Test
    void aTenantLearnsNothingOfTheRequestOfAnother() throws Exception {
        LocalNode a = tenant("a", KEY_A);
        LocalNode b = tenant("b", KEY_B).consume();
        String requestA =
                job(get(a.submit("order-1", "of a", "&awaitCompletion=true"))).requestId();

        Exchange awaited = get(b.send("pixelforge:await?completionTimeout=1000", requestA));

        assertThat(awaited.getException()).isInstanceOf(CompletionTimeoutException.class);
        assertThat(b.emitted()).isEmpty();
    }

    private LocalNode tenant(String group, String key) {
        return node(Clock.systemUTC(), options -> {
            options.setJobGroup(group);
            options.setApiKey(key);
        });
    }
}
