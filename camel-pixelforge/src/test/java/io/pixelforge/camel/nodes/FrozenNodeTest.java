package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.jobs.TestDatabase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that stands still past its lease, as a debugger or a busy hypervisor makes it, and wakes up again. */
@Tag("crash")
class FrozenNodeTest extends NodeTestSupport {

    private static final String KEY = "order-1";

    @Override
    protected TestDatabase database() {
        return TestDatabase.postgresql();
    }

    @Test
    void itsLateAcknowledgementIsRefused() throws IOException {
        NodeProcess frozen = freezeAt("before release ACKNOWLEDGED");
        Object number = row().get("lease_number");
        NodeProcess other = start("in=other", "crashAt=before completion").awaitCrashPoint();
        assertThat((Long) row().get("lease_number")).isGreaterThan((Long) number);

        waveOn("in");
        frozen.wakeUp();
        frozen.awaitLine("its lease was lost");

        assertThat(row()).containsEntry("delivery", "CONSUMER").containsEntry("state", "COMPLETED");
        waveOn("other");
        eventually().untilAsserted(() -> assertThat(row()).containsEntry("delivery", "ACKNOWLEDGED"));
        other.kill();
        assertThat(completions(KEY)).as("one in each hand").hasSize(2);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void aKeyThatItHadReservedIsSentByTheOtherNodeOnly() throws IOException {
        NodeProcess frozen = freezeAt("after reserve");
        queue("other", KEY);
        start("in=other", "consume=false");
        eventually().until(() -> charges(KEY) == 1);

        waveOn("in");
        frozen.wakeUp();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
        assertThat(sandbox.counters().submits()).isEqualTo(1);
    }

    @Test
    void aPostThatItWasAboutToSendIsNotSentLate() throws IOException {
        NodeProcess frozen = freezeAt("after update SUBMITTING");
        queue("other", KEY);
        start("in=other", "consume=false");
        eventually().untilAsserted(() -> assertThat(doubts()).containsExactly(KEY));
        assertThat(row()).containsEntry("state", "UNKNOWN");

        waveOn("in");
        frozen.wakeUp();

        eventually().untilAsserted(() -> assertThat(waiting()).isEmpty());
        assertThat(sandbox.counters().submits()).isZero();
        assertThat(row()).containsEntry("state", "UNKNOWN");
    }

    @Test
    void theAnswerThatItHasTakesTheDoubtAway() throws IOException {
        NodeProcess frozen = freezeAt("before release QUEUED");
        queue("other", KEY);
        start("in=other");
        eventually().untilAsserted(() -> assertThat(doubts()).containsExactly(KEY));

        waveOn("in");
        frozen.wakeUp();

        assertOneCompletion(KEY);
        assertThat(charges(KEY)).isEqualTo(1);
    }

    @Test
    void theEndThatItHasSeenIsWrittenByTheOtherNodeAndEmittedOnce() throws IOException {
        NodeProcess frozen = freezeAt("before release COMPLETED");
        start("in=other");
        assertOneCompletion(KEY);
        eventually().untilAsserted(() -> assertThat(row()).containsEntry("delivery", "ACKNOWLEDGED"));
        Map<String, Object> done = row();

        waveOn("in");
        frozen.wakeUp();
        queue("order-2");

        assertOneCompletion("order-2");
        assertThat(row()).isEqualTo(done);
        assertThat(completions(KEY)).hasSize(1);
    }

    /** A node that stands still in the middle of its work, and whose leases have run out. */
    private NodeProcess freezeAt(String place) {
        queue(KEY);
        NodeProcess node = start("crashAt=" + place).awaitCrashPoint();
        node.freeze();
        eventually().until(() -> !database.query("SELECT id FROM pixelforge_job WHERE lease_until < clock_timestamp()")
                .isEmpty());
        return node;
    }

    private Map<String, Object> row() {
        return database.query("SELECT * FROM pixelforge_job WHERE idempotent_key = '" + KEY + "'")
                .get(0);
    }
}
