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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many jobs there are in each group that this node has endpoints for. However often it is asked, a repository is
 * asked once in some seconds, and not at all while it is known that it cannot be used.
 */
final class JobFigures {

    private static final Logger LOG = LoggerFactory.getLogger(JobFigures.class);

    /** How old a figure may be. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, Group> groups = new ConcurrentSkipListMap<>();

    JobFigures(Clock clock) {
        this.clock = clock;
    }

    /** @return whether it is the first time for the group */
    boolean open(String group, JobTracker tracker) {
        Group fresh = new Group(group);
        Group known = groups.putIfAbsent(group, fresh);
        (known == null ? fresh : known).add(tracker);
        return known == null;
    }

    /** The jobs of a group; empty while that cannot be found out. */
    Optional<JobCounts> of(String group) {
        return Optional.ofNullable(groups.get(group).read().counts);
    }

    /** The jobs of each group that it can be found out of. */
    Map<String, JobCounts> all() {
        return each(figure -> figure.counts);
    }

    /** The groups whose repository cannot be used. */
    Map<String, Trouble> troubles() {
        return each(figure -> figure.trouble);
    }

    /** What rests on figures is not known while there are none of a group. */
    void beUnknownIfUnread(HealthCheckResultBuilder result) {
        if (!troubles().isEmpty()) {
            result.unknown().message("Nobody knows while pixelforge-repository is down.");
        }
    }

    private <T> Map<String, T> each(Function<Figure, T> part) {
        Map<String, T> all = new TreeMap<>();
        groups.forEach((name, group) -> {
            T value = part.apply(group.read());
            if (value != null) {
                all.put(name, value);
            }
        });
        return all;
    }

    /**
     * What a repository said.
     *
     * @param counts  {@code null} if it could not be asked
     * @param trouble why it could not; else {@code null}
     */
    private record Figure(JobCounts counts, Trouble trouble) {}

    /** Whoever comes while the repository is asked waits for its answer, instead of asking as well. */
    private final class Group {
        private final String name;
        private final Set<JobTracker> trackers = new LinkedHashSet<>();
        private Instant readAt = Instant.MIN;
        private Figure figure = new Figure(JobCounts.NONE, null);

        Group(String name) {
            this.name = name;
        }

        synchronized void add(JobTracker tracker) {
            trackers.add(tracker);
        }

        synchronized Figure read() {
            Instant now = clock.instant();
            if (!now.isBefore(readAt.plus(FRESH)) || now.isBefore(readAt)) { // or the clock was set back
                figure = ask();
                readAt = clock.instant();
            }
            return figure;
        }

        private Figure ask() {
            List<JobCounts.Entry> entries = new ArrayList<>();
            for (JobTracker tracker : trackers) {
                Optional<Trouble> known = tracker.repositoryTrouble();
                if (known.isPresent()) {
                    return new Figure(null, known.get());
                }
                try {
                    entries.addAll(tracker.count(name).entries());
                } catch (RuntimeException e) {
                    if (figure.trouble == null) {
                        LOG.warn("PixelForge job repository of group {} cannot be counted: {}", name, e.toString());
                    }
                    Instant since = figure.trouble == null ? clock.instant() : figure.trouble.since();
                    return new Figure(null, new Trouble(since, e.toString()));
                }
            }
            return new Figure(new JobCounts(entries), null);
        }
    }
}
