package io.pixelforge.camel.observe;

import io.pixelforge.camel.jobs.JobCounts;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many jobs there are in each group that this node has endpoints for. However often it is asked, a repository is
 * asked once in some seconds, and not at all while it is known that it cannot be used.
 */
final class JobFigures {

    /** How old a figure may be. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, Group> groups = new TreeMap<>();

    JobFigures(Clock clock) {
        this.clock = clock;
    }

    /** @return whether it is the first time for the group */
    synchronized boolean open(String group, JobTracker tracker) {
        boolean first = !groups.containsKey(group);
        groups.computeIfAbsent(group, g -> new Group(g)).add(tracker);
        return first;
    }

    /** The jobs of a group; empty while that cannot be found out. */
    Optional<JobCounts> of(String group) {
        Group known;
        synchronized (this) {
            known = groups.get(group);
        }
        return Optional.ofNullable(known.read());
    }

    /** The jobs of each group that it can be found out of. */
    Map<String, JobCounts> all() {
        Map<String, JobCounts> all = new TreeMap<>();
        for (String group : names()) {
            of(group).ifPresent(counts -> all.put(group, counts));
        }
        return all;
    }

    /** The groups whose repository cannot be used. */
    Map<String, Trouble> troubles() {
        Map<String, Trouble> troubles = new TreeMap<>();
        for (String group : names()) {
            of(group);
            Group known;
            synchronized (this) {
                known = groups.get(group);
            }
            known.trouble().ifPresent(trouble -> troubles.put(group, trouble));
        }
        return troubles;
    }

    private synchronized List<String> names() {
        return List.copyOf(groups.keySet());
    }

    /** Whoever comes while the repository is asked waits for its answer, instead of asking as well. */
    private final class Group {
        private final String name;
        private final Set<JobTracker> trackers = new LinkedHashSet<>();
        private Instant readAt = Instant.MIN;
        private JobCounts counts;
        private Trouble trouble;

        Group(String name) {
            this.name = name;
        }

        synchronized void add(JobTracker tracker) {
            trackers.add(tracker);
        }

        synchronized Optional<Trouble> trouble() {
            return Optional.ofNullable(trouble);
        }

        synchronized JobCounts read() {
            if (!clock.instant().isBefore(readAt.plus(FRESH))) {
                ask();
                readAt = clock.instant();
            }
            return counts;
        }

        private void ask() {
            List<JobCounts.Entry> entries = new ArrayList<>();
            Trouble found = null;
            for (JobTracker tracker : trackers) {
                found = found == null ? tracker.repositoryTrouble().orElse(null) : found;
                if (found == null) {
                    try {
                        entries.addAll(tracker.count(name).entries());
                    } catch (RuntimeException e) {
                        found = new Trouble(trouble == null ? clock.instant() : trouble.since(), e.toString());
                    }
                }
            }
            trouble = found;
            counts = found == null ? new JobCounts(entries) : null;
        }
    }
}
