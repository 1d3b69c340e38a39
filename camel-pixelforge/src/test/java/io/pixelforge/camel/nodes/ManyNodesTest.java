package io.pixelforge.camel.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several processes on one PostgreSQL that share the work, and what is left when one of them is killed half-way. */
@Tag("crash")
class ManyNodesTest extends NodeTestSupport {

    private static final int JOBS = 60;
    private static final int WAVE = 10;
    private static final double MORE_CALLS_ALLOWED = 1.2;

    @Override
    protected TestDatabase database() {
        return TestDatabase.postgresql();
    }

    @Override
    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder().queueTime(Duration.ofSeconds(1)).processingTime(Duration.ofSeconds(2));
    }

    @Test
    void nodesShareTheWorkAndFinishThatOfADeadOneWithHardlyMoreCalls() {
        long alone = run(1, false);
        long two = run(2, true);
        long three = run(3, true);

        System.out.printf(
                "%s: %d jobs, status calls: one node %d, two nodes with one killed half-way %d (x %.2f), three nodes"
                        + " with one killed half-way %d (x %.2f)%n",
                getClass().getSimpleName(), JOBS, alone, two, (double) two / alone, three, (double) three / alone);
        assertThat(two).isLessThanOrEqualTo((long) (alone * MORE_CALLS_ALLOWED));
        assertThat(three).isLessThanOrEqualTo((long) (alone * MORE_CALLS_ALLOWED));
    }

    /** @return how many status calls it took */
    private long run(int count, boolean killOne) {
        sandbox.reset();
        List<String> keys = IntStream.range(0, JOBS)
                .mapToObj(i -> "nodes" + count + "key" + i)
                .toList();
        List<NodeProcess> nodes = IntStream.range(0, count)
                .mapToObj(i -> start("in=in" + count + i, "poll=300"))
                .toList();
        nodes.forEach(NodeProcess::awaitStarted);
        int queued = 0;
        do { // a busy machine may let one node take all of the first jobs
            queue(count, keys, queued, queued + WAVE);
            queued += WAVE;
            awaitEnds(keys, queued);
        } while (emitters(keys).size() < count && queued < JOBS - WAVE);
        assertThat(emitters(keys)).as("nodes that have emitted").hasSize(count);
        int before = queued;
        queue(count, keys, before, JOBS);
        eventually().until(() -> sandbox.ledger().charges() == JOBS);
        eventually().until(() -> ended(keys) > before);
        if (killOne) {
            nodes.get(0).kill();
            assertThat(ended(keys)).as("killed half-way").isLessThan(JOBS);
        }
        eventually().untilAsserted(() -> assertThat(completions().keySet()).containsAll(keys));
        nodes.forEach(NodeProcess::kill);
        int again = completions().entrySet().stream()
                .filter(end -> keys.contains(end.getKey()))
                .mapToInt(end -> end.getValue() - 1)
                .sum();
        assertThat(again)
                .as("ends emitted again: the one exchange in hand at the kill at most")
                .isLessThanOrEqualTo(killOne ? 1 : 0);
        assertThat(sandbox.ledger().chargesByPrompt().values()).hasSize(JOBS).containsOnly(1L);
        return sandbox.counters().statusCalls();
    }

    private void awaitEnds(List<String> keys, int number) {
        eventually().until(() -> ended(keys) == number);
    }

    private void queue(int nodes, List<String> keys, int from, int to) {
        IntStream.range(from, to).forEach(i -> queue("in" + nodes + i % nodes, keys.get(i)));
    }

    private List<String> emitters(List<String> keys) {
        return keys.stream()
                .flatMap(key -> completions(key).stream())
                .map(end -> end.substring(end.lastIndexOf(' ') + 1))
                .distinct()
                .toList();
    }

    private long ended(List<String> keys) {
        return Stream.of(completions())
                .flatMap(all -> all.keySet().stream())
                .filter(keys::contains)
                .count();
    }
}
