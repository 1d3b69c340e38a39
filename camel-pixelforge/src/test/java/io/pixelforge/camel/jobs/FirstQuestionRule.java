package io.pixelforge.camel.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Says when a job is asked about first, and learns from what the jobs before it have taken. */
final class FirstQuestionRule {

    private static final int RECENT = 100;
    private static final int ENOUGH = 20;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
    private static final double SURPRISINGLY_QUICK = 0.8;

    private final Kind kind;
    private final RandomGenerator random;
    private final Deque<Ended> recent = new ArrayDeque<>();
    private final Map<String, Instant> waiting = new LinkedHashMap<>();
    private Instant watched = Instant.MIN;

    /** How long to wait, given what recent jobs have taken. */
    interface Wait {
        Duration given(Recent recent);
    }

    /**
     * What is tried.
     *
     * @param firstAfter from the submit to the first question, before the random part; the initial delay if that is longer
     * @param bySeen     takes the time after which an end was seen for the time of the job, not what the gateway says
     * @param watch      a job each so long is asked about as now, and an end that is surprisingly quick makes the rule
     *                   forget all and ask about those that wait; {@code null} for neither
     */
    record Kind(String name, Wait firstAfter, boolean bySeen, Duration watch) {

        Kind(String name, Wait firstAfter) {
            this(name, firstAfter, false, null);
        }
    }

    private record Ended(Instant at, Duration took) {}

    /** What the last 100 jobs of the last 10 minutes have taken, in order. */
    record Recent(Duration... times) {

        /** The time within which this share of them had ended; of the quickest for 0. */
        Duration share(double share) {
            return times[(int) (share * times.length)];
        }
    }

    FirstQuestionRule(Kind kind, long seed) {
        this.kind = kind;
        this.random = new SplittableRandom(seed);
    }

    Instant firstQuestion(String id, Instant now) {
        Instant asNow = PollRules.firstQuestion(PollSimulation.OPTIONS, now, false, random);
        recent.removeIf(ended -> ended.at.plus(FORGOTTEN_AFTER).isBefore(now));
        if (recent.size() < ENOUGH) {
            return asNow;
        }
        if (kind.watch != null && !now.isBefore(watched.plus(kind.watch))) {
            watched = now;
            return asNow;
        }
        Duration longer = kind.firstAfter.given(recent()).minus(PollSimulation.OPTIONS.initialPollDelay());
        if (longer.isNegative()) {
            return asNow;
        }
        waiting.put(id, asNow);
        return asNow.plus(longer);
    }

    /** Learns from an answer; returns the jobs that are not to wait any longer, and when they would be due as now. */
    Map<String, Instant> answered(Job job) {
        waiting.remove(job.id());
        if (job.endedAt() == null) {
            return Map.of();
        }
        Duration took = kind.bySeen
                ? Duration.between(job.submittedAt(), job.endedAt())
                : Duration.between(job.answer().createdAt(), job.answer().completedAt());
        boolean surprise = kind.watch != null
                && recent.size() >= ENOUGH
                && took.toMillis() < SURPRISINGLY_QUICK * recent().share(0).toMillis();
        if (surprise) {
            recent.clear();
        }
        recent.add(new Ended(job.endedAt(), took));
        if (recent.size() > RECENT) {
            recent.remove();
        }
        if (!surprise) {
            return Map.of();
        }
        Map<String, Instant> released = Map.copyOf(waiting);
        waiting.clear();
        return released;
    }

    private Recent recent() {
        return new Recent(recent.stream().map(Ended::took).sorted().toArray(Duration[]::new));
    }
}
