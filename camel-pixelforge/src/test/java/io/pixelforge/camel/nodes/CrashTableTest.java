package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is killed between any two steps of a job's life; docs/promises.md has the same table for users. */
@Tag("crash")
class CrashTableTest extends NodeTestSupport {

    private static final String KEY = "order-1";
    private static final Duration FAR_AWAY = Duration.ofMinutes(2);

    @Test
    void beforeTheKeyIsReserved() {
        killAt("before reserve");

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterTheKeyIsReserved() {
        killAt("after reserve");
        assertThat(row()).containsEntry("state", "RESERVED");

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterSubmittingIsWrittenAndBeforeThePost() {
        killAt("after update SUBMITTING");
        assertThat(charges(KEY)).isZero();

        NodeProcess second = start();

        assertReportedAsUnknown(second);
        assertThat(charges(KEY)).isZero();
    }

    @Test
    void afterThePostWasAcceptedAndBeforeQueuedIsWritten() {
        killAt("before release QUEUED");
        assertThat(charges(KEY)).isEqualTo(1);

        NodeProcess second = start();

        assertReportedAsUnknown(second);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterQueuedIsWrittenAndBeforeTheExchangeIsAnswered() {
        killAt("after release QUEUED");
        assertThat(waiting()).containsExactly(KEY);

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void whileItIsPending() {
        sandbox.faults().on(CallKind.STATUS).always().play(Fault.status(500));
        NodeProcess first = start();
        queue(KEY);
        eventually().until(() -> waiting().isEmpty() && statusCalls() > 1);
        first.kill();
        sandbox.faults().clear();
        assertThat(row()).containsEntry("state", "QUEUED");

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void withAStatusCallInFlight() {
        sandbox.faults().on(CallKind.STATUS).times(1).play(Fault.delay(FAR_AWAY));
        NodeProcess first = start();
        queue(KEY);
        eventually().until(() -> statusCalls() == 1);
        first.kill();
        assertThat(row().get("lease_owner")).isNotNull();

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterTheEndIsSeenAndBeforeItIsWritten() {
        killAt("before release COMPLETED");
        assertThat(row().get("state")).isIn("QUEUED", "PROCESSING");

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterTheEndIsWrittenAndBeforeItIsEmitted() {
        killAt("after release COMPLETED");
        assertThat(row()).containsEntry("state", "COMPLETED").containsEntry("delivery", "CONSUMER");
        assertThat(completions(KEY)).isEmpty();

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void withTheExchangeOfTheEndInHand() {
        killAt("before completion");
        assertThat(completions(KEY)).isEmpty();

        start();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterTheExchangeOfTheEndSucceededAndBeforeItIsAcknowledged() {
        killAt("before release ACKNOWLEDGED");
        assertThat(completions(KEY)).hasSize(1);

        start();

        eventually().untilAsserted(() -> assertThat(completions(KEY)).hasSize(2));
        assertThat(Set.copyOf(completions(KEY)))
                .as("the same end of the same request")
                .hasSize(1);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterTheAcknowledgement() {
        killAt("after release ACKNOWLEDGED");
        assertThat(row()).containsEntry("delivery", "ACKNOWLEDGED");

        NodeProcess second = start();
        queue("order-2");

        assertOneCompletion("order-2");
        second.kill();
        assertThat(completions(KEY)).hasSize(1);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void whileAnExchangeAwaitsTheEnd() {
        sandbox.faults().on(CallKind.STATUS).always().play(Fault.status(500));
        String await = "to=relight?awaitCompletion=true";
        NodeProcess first = start(await, "consume=false");
        queue(KEY);
        eventually().until(() -> statusCalls() > 1);
        first.kill();
        sandbox.faults().clear();
        assertThat(row()).containsEntry("state", "QUEUED").containsEntry("delivery", "WAITER");
        assertThat(waiting()).containsExactly(KEY);

        NodeProcess second = start(await, "consume=false");

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
        second.kill();
    }

    @Test
    void whileGenerateIsAboutToPost() {
        killAt("after update SUBMITTING", "to=generate", "consume=false");
        assertThat(charges(KEY)).isZero();

        start("to=generate", "consume=false");

        eventually().untilAsserted(() -> assertThat(doubts()).containsExactly(KEY));
        assertThat(charges(KEY)).isZero();
    }

    @Test
    void afterGeneratesPostWasAcceptedAndBeforeItsResultIsWritten() {
        killAt("before release COMPLETED", "to=generate", "consume=false");
        assertThat(charges(KEY)).isEqualTo(1);

        start("to=generate", "consume=false");

        eventually().untilAsserted(() -> assertThat(doubts()).containsExactly(KEY));
        assertThat(completions(KEY)).isEmpty();
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void afterGeneratesResultIsWrittenAndBeforeTheExchangeIsAnswered() {
        killAt("after release COMPLETED", "to=generate", "consume=false");

        start("to=generate", "consume=false");

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    private void killAt(String crashPoint, String... properties) {
        String[] all = Arrays.copyOf(properties, properties.length + 1);
        all[properties.length] = "crashAt=" + crashPoint;
        queue(KEY);
        start(all).awaitCrashPoint().kill();
    }

    private void assertReportedAsUnknown(NodeProcess node) {
        eventually().untilAsserted(() -> {
            assertThat(doubts()).containsExactly(KEY);
            assertThat(waiting()).isEmpty();
        });
        node.kill();
        assertThat(row()).containsEntry("state", "UNKNOWN");
        assertThat(completions(KEY)).isEmpty();
    }

    private long statusCalls() {
        return sandbox.counters().statusCalls();
    }

    private Map<String, Object> row() {
        return database.query("SELECT * FROM pixelforge_job WHERE idempotent_key = '" + KEY + "'")
                .get(0);
    }
}
