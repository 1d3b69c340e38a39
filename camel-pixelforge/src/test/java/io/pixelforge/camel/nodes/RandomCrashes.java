package io.pixelforge.camel.nodes;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is killed again and again, at any point, while a redelivering queue drives keyed submits. */
@Tag("crash")
abstract class RandomCrashes extends NodeTestSupport {

    private static final int LONGEST_LIFE_MILLIS = 1200;

    private final int keys;
    private final int kills;

    /** Both can be raised with {@code -Dcrash.keys=} and {@code -Dcrash.kills=}. */
    RandomCrashes(int keys, int kills) {
        this.keys = Integer.getInteger("crash.keys", keys);
        this.kills = Integer.getInteger("crash.kills", kills);
    }

    @Override
    protected SandboxOptions.Builder gateway() {
        return SandboxOptions.builder()
                .latency(Duration.ofMillis(5), Duration.ofMillis(80))
                .queueTime(Duration.ofMillis(100), Duration.ofMillis(500))
                .processingTime(Duration.ofMillis(100), Duration.ofMillis(1000));
    }

    @Test
    void everyKeyHasItsEndOrIsReportedAndNoneIsPaidTwice() {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> all = IntStream.range(0, keys).mapToObj(i -> "key" + i).toList();
        int killedAtWork = 0;
        for (int kill = 0; kill < kills; kill++) {
            all.subList(keys * kill / kills, keys * (kill + 1) / kills).forEach(this::queue);
            start("filesPerPoll=3")
                    .awaitStarted()
                    .liveFor(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)))
                    .kill();
            killedAtWork += waiting().isEmpty() ? 0 : 1;
        }
        NodeProcess last = start();
        eventually().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(waiting()).isEmpty();
            assertThat(settled()).containsAll(all);
        });
        last.kill();

        Map<String, Integer> completions = completions();
        Set<String> unknown = unknownKeys();
        long charged = sandbox.ledger().chargesByPrompt().values().stream()
                .filter(count -> count > 0)
                .count();
        long twice = sandbox.ledger().chargesByPrompt().values().stream()
                .filter(count -> count > 1)
                .count();
        int again = completions.values().stream().mapToInt(count -> count - 1).sum();
        System.out.printf(
                "%s: seed %d, %d keys, %d kills (%d with files in the queue): %d completed, %d unknown and reported,"
                        + " %d keys charged, %d charged twice, %d ends emitted again%n",
                getClass().getSimpleName(),
                seed,
                keys,
                kills,
                killedAtWork,
                completions.size(),
                unknown.size(),
                charged,
                twice,
                again);
        assertThat(twice).as("keys charged twice").isZero();
        assertThat(unknown).doesNotContainAnyElementsOf(completions.keySet());
        assertThat(union(completions.keySet(), unknown)).containsExactlyInAnyOrderElementsOf(new TreeSet<>(all));
        assertThat(doubts()).containsExactlyInAnyOrderElementsOf(unknown);
        assertThat(completions.keySet())
                .allSatisfy(key -> assertThat(charges(key)).isEqualTo(1));
        assertThat(again)
                .as("ends emitted again, at most the one in hand at each kill")
                .isLessThanOrEqualTo(kills);
        assertThat(sandbox.violations()).isEmpty();
    }

    private Set<String> settled() {
        return union(completions().keySet(), doubts());
    }

    private Set<String> unknownKeys() {
        return database
                .query("SELECT idempotent_key FROM pixelforge_job WHERE state NOT IN"
                        + " ('COMPLETED', 'FAILED', 'ERROR')")
                .stream()
                .map(row -> (String) row.get("idempotent_key"))
                .collect(toSet());
    }

    private static Set<String> union(Collection<String> some, Collection<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }
}
