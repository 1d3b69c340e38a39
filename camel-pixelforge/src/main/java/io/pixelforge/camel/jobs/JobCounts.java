package io.pixelforge.camel.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How many jobs of a group there are, over all its gateways and whichever node they are of. Ended ones whose end was
 * taken are not counted.
 *
 * @param entries one for each state and delivery that there is a job of
 */
public record JobCounts(List<Entry> entries) {

    /**
     * Jobs that are as far as each other.
     *
     * @param jobs   how many, 1 or more
     * @param oldest when the first of them was reserved
     */
    public record Entry(JobState state, Delivery delivery, int jobs, Instant oldest) {

        /** Whether jobs in this state and delivery are counted at all. */
        static boolean isCounted(JobState state, Delivery delivery) {
            return !state.isEnded() || delivery != Delivery.ACKNOWLEDGED;
        }
    }

    /** Nothing is counted. */
    public static final JobCounts NONE = new JobCounts(List.of());

    public JobCounts {
        entries = List.copyOf(entries);
    }

    /** How many are in a state. */
    public int in(JobState state) {
        return sum(entry -> entry.state == state);
    }

    /** How many the service has and has not ended. */
    public int pending() {
        return sum(entry -> entry.state.isPending());
    }

    /** How many there are of which nobody knows whether the service has accepted them. */
    public int inDoubt() {
        return in(JobState.UNKNOWN);
    }

    /** How many have ended and were offered in vain as often as allowed. */
    public int parked() {
        return sum(entry -> entry.delivery == Delivery.PARKED);
    }

    /** How many have ended and wait for somebody to take their end; not those that are parked. */
    public int undelivered() {
        return sum(entry -> entry.state.isEnded() && entry.delivery != Delivery.PARKED);
    }

    /** When the oldest job was reserved that the service has and has not ended; empty if there is none. */
    public Optional<Instant> oldestPending() {
        return oldest(entry -> entry.state.isPending());
    }

    /** When the oldest job was reserved that waits for somebody's decision; empty if there is none. */
    public Optional<Instant> oldestUndecided() {
        return oldest(entry -> entry.state == JobState.UNKNOWN || entry.delivery == Delivery.PARKED);
    }

    private int sum(Predicate<Entry> which) {
        return matching(which).mapToInt(Entry::jobs).sum();
    }

    private Optional<Instant> oldest(Predicate<Entry> which) {
        return matching(which).map(Entry::oldest).min(Instant::compareTo);
    }

    private Stream<Entry> matching(Predicate<Entry> which) {
        return entries.stream().filter(which);
    }
}
