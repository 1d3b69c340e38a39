package io.pixelforge.camel.jobs;

import io.pixelforge.camel.jobs.PollSimulation.Planned;
import io.pixelforge.camel.jobs.PollSimulation.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How long the service takes for jobs that are submitted steadily: for half an hour so long, then for half an hour a
 * third of it, then so long again.
 *
 * @param seconds the time that {@code shape} varies
 */
record JobTimes(String name, double seconds, Shape shape) {

    /** Runs differ by up to so much, evenly, so that no rule is lucky with where a fixed time falls between questions. */
    private static final double SPREAD = 15;

    /** What the time of one job is multiplied with. */
    interface Shape {
        double factor(RandomGenerator random);
    }

    /** Which jobs are counted, by the minute of their submit. */
    enum Phase {
        SETTLED(10, 30),
        QUICKER(30, 35),
        SLOWER(60, 65);

        private final int from;
        private final int to;

        Phase(int from, int to) {
            this.from = from;
            this.to = to;
        }

        boolean has(Result result) {
            long minute = result.job().at().toMinutes();
            return minute >= from && minute < to;
        }

        /** How long it takes until the last of its jobs is submitted. */
        Duration end() {
            return Duration.ofMinutes(to);
        }
    }

    static List<JobTimes> all() {
        return Stream.of(20.0, 60.0)
                .flatMap(seconds -> Stream.of(
                        new JobTimes("fixed", seconds, random -> 1),
                        new JobTimes("uniform, x 0.5 to 1.5", seconds, random -> 0.5 + random.nextDouble()),
                        new JobTimes(
                                "lognormal, sigma 0.25", seconds, random -> Math.exp(0.25 * random.nextGaussian())),
                        new JobTimes("lognormal, sigma 0.5", seconds, random -> Math.exp(0.5 * random.nextGaussian())),
                        new JobTimes(
                                "two peaks, half x 0.5, half x 1.5", seconds, random -> peak(random, 0.5, 0.5, 1.5)),
                        new JobTimes("two peaks, 5 % x 0.4", seconds, random -> peak(random, 0.05, 0.4, 1))))
                .toList();
    }

    private static double peak(RandomGenerator random, double share, double first, double second) {
        return (random.nextDouble() < share ? first : second) * (0.9 + 0.2 * random.nextDouble());
    }

    /** The time that the shape varies in one of several runs. */
    double scale(int run, int runs) {
        return seconds + SPREAD * ((run + 0.5) / runs - 0.5);
    }

    /** The jobs until the end of a phase; the same for the same run. */
    List<Planned> jobs(int run, int runs, double perSecond, Phase last) {
        RandomGenerator random = new SplittableRandom(run);
        List<Planned> jobs = new ArrayList<>();
        for (double at = 0; at < last.end().toSeconds(); at += 1 / perSecond) {
            boolean quick = at >= Phase.SETTLED.end().toSeconds() && at < 60 * Phase.SLOWER.from;
            double time = scale(run, runs) * shape.factor(random) / (quick ? 3 : 1);
            jobs.add(new Planned(Duration.ofMillis(Math.round(at * 1000)), Duration.ofMillis(Math.round(time * 1000))));
        }
        return jobs;
    }
}
