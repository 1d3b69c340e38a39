package io.pixelforge.camel.jobs;

import io.pixelforge.camel.jobs.FirstQuestionRule.Kind;
import io.pixelforge.camel.jobs.FirstQuestionRule.Recent;
import io.pixelforge.camel.jobs.JobTimes.Phase;
import io.pixelforge.camel.jobs.PollSimulation.Planned;
import io.pixelforge.camel.jobs.PollSimulation.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Would fewer questions do if the first question of a job waited until about when jobs like it end? Prints, as Markdown
 * and the same at each run, the questions and the lag of several such rules beside those of the rule as it is.
 */
final class FirstQuestionExperiment {

    private static final Duration INTERVAL = PollSimulation.OPTIONS.pollInterval();
    private static final Duration DELAY = PollSimulation.OPTIONS.initialPollDelay();

    private static final Kind AS_NOW = new Kind("as now", recent -> DELAY);
    private static final Kind TENTH = new Kind("quickest tenth", FirstQuestionExperiment::tenth);
    private static final Kind CAREFUL = new Kind(
            "quickest of all + half an interval, one job each 3 s as now",
            recent -> recent.share(0).plus(INTERVAL.dividedBy(2)),
            false,
            Duration.ofSeconds(3));
    private static final List<Kind> OTHERS = List.of(
            new Kind("as now, other random numbers", recent -> DELAY),
            new Kind("quickest tenth, by when ends were seen", recent -> recent.share(0.1), true, null),
            new Kind("quickest tenth, an interval earlier", recent -> tenth(recent)
                    .minus(INTERVAL)),
            new Kind("half of the quickest tenth", recent -> tenth(recent).dividedBy(2)),
            new Kind("a third of the quickest tenth", recent -> tenth(recent).dividedBy(3)),
            new Kind("quickest tenth, at most 2 delays", recent -> atMost(DELAY.multipliedBy(2), tenth(recent))),
            new Kind("quickest tenth, at most 3 delays", recent -> atMost(DELAY.multipliedBy(3), tenth(recent))),
            new Kind("quickest tenth, if the times are alike", recent -> isAlike(recent) ? tenth(recent) : DELAY),
            new Kind(
                    "quickest tenth, one job each 3 s as now",
                    FirstQuestionExperiment::tenth,
                    false,
                    Duration.ofSeconds(3)),
            new Kind("quickest of all", recent -> recent.share(0).plusSeconds(1)));

    /** Beyond what other random numbers make of the same rule: 3 % and 5 % of an interval. */
    private static final double WORSE_MEAN = 0.15;

    private static final double WORSE_P99 = 0.25;

    private static final List<JobTimes> JOB_TIMES = JobTimes.all();

    private FirstQuestionExperiment() {}

    /** The gateway says whole seconds, so that a job may have taken up to one more. */
    private static Duration tenth(Recent recent) {
        return recent.share(0.1).plusSeconds(1);
    }

    private static boolean isAlike(Recent recent) {
        return recent.share(0.9).toMillis() < 1.5 * recent.share(0.1).toMillis();
    }

    private static Duration atMost(Duration limit, Duration duration) {
        return duration.compareTo(limit) > 0 ? limit : duration;
    }

    public static void main(String[] arguments) {
        System.out.println("""
                | jobs/s | first question after | saved: least, mean, most | worse lag, of 12: settled, quicker, slower \
                | worst: mean, p99 |
                |---|---|---|---|---|""");
        List<Map<Phase, Figures>> asNow = measure(AS_NOW, 1);
        List<Map<Phase, Figures>> tenth = measure(TENTH, 1);
        List<Map<Phase, Figures>> careful = measure(CAREFUL, 1);
        summary(TENTH, 1, asNow, tenth);
        OTHERS.forEach(kind -> summary(kind, 1, asNow, measure(kind, 1)));
        summary(CAREFUL, 1, asNow, careful);
        for (double perSecond : new double[] {0.1, 10}) {
            summary(CAREFUL, perSecond, measure(AS_NOW, perSecond), measure(CAREFUL, perSecond));
        }
        print(
                "%n| job time | | as now | %s | %s | most that any wait saves |%n|---|---|---|---|---|---|%n",
                TENTH.name(), CAREFUL.name());
        for (int i = 0; i < JOB_TIMES.size(); i++) {
            for (Phase phase : Phase.values()) {
                Figures now = asNow.get(i).get(phase);
                print(
                        "| %s of %.0f s | %s | %s | %s | %s | %s |%n",
                        JOB_TIMES.get(i).name(),
                        JOB_TIMES.get(i).seconds(),
                        phase.name().toLowerCase(Locale.ROOT),
                        now.cell(now),
                        tenth.get(i).get(phase).cell(now),
                        careful.get(i).get(phase).cell(now),
                        phase == Phase.SETTLED ? percent(mostSaved(JOB_TIMES.get(i))) + " %" : "");
            }
        }
    }

    private static List<Map<Phase, Figures>> measure(Kind kind, double perSecond) {
        int runs = perSecond < 1 ? 40 : perSecond > 1 ? 4 : 20;
        return JOB_TIMES.parallelStream()
                .map(times -> measure(kind, times, perSecond, runs))
                .toList();
    }

    private static Map<Phase, Figures> measure(Kind kind, JobTimes times, double perSecond, int runs) {
        List<Result> results = IntStream.range(0, runs)
                .mapToObj(run -> simulate(kind, run, times.jobs(run, runs, perSecond, Phase.SLOWER)))
                .flatMap(List::stream)
                .toList();
        Map<Phase, Figures> figures = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            figures.put(phase, Figures.of(results.stream().filter(phase::has).toList()));
        }
        return figures;
    }

    private static List<Result> simulate(Kind kind, int run, List<Planned> jobs) {
        return new PollSimulation(
                        new FirstQuestionRule(kind, run + 1000L * kind.name().length()))
                .run(jobs);
    }

    private static void summary(
            Kind kind, double perSecond, List<Map<Phase, Figures>> asNow, List<Map<Phase, Figures>> figures) {
        double[] saved = IntStream.range(0, asNow.size())
                .mapToDouble(i ->
                        figures.get(i).get(Phase.SETTLED).saved(asNow.get(i).get(Phase.SETTLED)))
                .sorted()
                .toArray();
        long[] worse = Arrays.stream(Phase.values())
                .mapToLong(phase -> IntStream.range(0, asNow.size())
                        .filter(i ->
                                figures.get(i).get(phase).isWorse(asNow.get(i).get(phase)))
                        .count())
                .toArray();
        print(
                "| %s | %s | %d, %d, %d %% | %d, %d, %d | %+.2f, %+.2f s |%n",
                perSecond,
                kind.name(),
                percent(saved[0]),
                percent(Arrays.stream(saved).average().orElseThrow()),
                percent(saved[saved.length - 1]),
                worse[0],
                worse[1],
                worse[2],
                worst(asNow, figures, Figures::mean),
                worst(asNow, figures, Figures::p99));
    }

    private static double worst(
            List<Map<Phase, Figures>> asNow, List<Map<Phase, Figures>> figures, ToDoubleFunction<Figures> figure) {
        return IntStream.range(0, asNow.size())
                .boxed()
                .flatMap(i -> Arrays.stream(Phase.values())
                        .map(phase -> figure.applyAsDouble(figures.get(i).get(phase))
                                - figure.applyAsDouble(asNow.get(i).get(phase))))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    /** What a rule could save that knows beforehand how long jobs take, as long as that does not change. */
    private static double mostSaved(JobTimes times) {
        Figures asNow = waiting(0, times);
        return IntStream.rangeClosed(8, 40)
                .parallel()
                .mapToObj(step -> waiting(step / 32.0, times))
                .filter(figures -> !figures.isWorse(asNow))
                .mapToDouble(figures -> figures.saved(asNow))
                .max()
                .orElse(0);
    }

    private static Figures waiting(double share, JobTimes times) {
        int runs = 4;
        return Figures.of(IntStream.range(0, runs)
                .mapToObj(run -> {
                    Duration known = Duration.ofMillis((long) (1000 * share * times.scale(run, runs)));
                    return simulate(new Kind("known", recent -> known), run, times.jobs(run, runs, 1, Phase.SETTLED));
                })
                .flatMap(List::stream)
                .filter(Phase.SETTLED::has)
                .toList());
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** Questions per job, and seconds from the end of a job until it was seen. */
    private record Figures(double questions, double mean, double p50, double p99) {

        static Figures of(Collection<Result> results) {
            double[] lags = results.stream()
                    .mapToDouble(result -> result.lag().toMillis() / 1000.0)
                    .sorted()
                    .toArray();
            return new Figures(
                    results.stream().mapToInt(Result::questions).average().orElseThrow(),
                    Arrays.stream(lags).average().orElseThrow(),
                    lags[lags.length / 2],
                    lags[(int) (lags.length * 0.99)]);
        }

        double saved(Figures asNow) {
            return 1 - questions / asNow.questions;
        }

        boolean isWorse(Figures asNow) {
            return mean > asNow.mean + WORSE_MEAN || p99 > asNow.p99 + WORSE_P99;
        }

        String cell(Figures asNow) {
            String format = isWorse(asNow) ? "%.1f; **%.1f %.1f %.1f**" : "%.1f; %.1f %.1f %.1f";
            return String.format(Locale.ROOT, format, questions, mean, p50, p99);
        }
    }
}
