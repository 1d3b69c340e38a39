package io.pixelforge.camel.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.LogRecorder;
import io.pixelforge.camel.images.ProcessSize;
import io.pixelforge.camel.secrecy.KeyLeaks;
import io.pixelforge.camel.secrecy.WhatCamelSays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Plays each {@link SoakFault} alone, and then random mixtures until {@code soak.duration} is over. A mixture is played
 * again by {@code -Dsoak.seed=} with the seed that its assertions name.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS) // it may be told to last for long, and each wait in it has a limit of its own
class SoakTest {

    /** So many that what would be kept of each job could not hide in what the heap differs by anyway. */
    private static final int LEAST_MIXTURES = 4;

    private final SoakFlow flow = new SoakFlow();
    private final Map<SoakFault, Integer> played = new EnumMap<>(SoakFault.class);
    private LogRecorder leaks;
    private int orders;

    @BeforeEach
    void start() throws Exception {
        leaks = new LogRecorder(Level.DEBUG, KeyLeaks::in);
        leaks.level("io.pixelforge.camel", Level.TRACE);
        flow.start();
    }

    @AfterEach
    void stop() {
        flow.close();
        leaks.close();
    }

    @Test
    void noFaultLosesPaysTwiceLeaksOrGrows() throws Exception {
        long begin = System.nanoTime();
        long duration =
                Duration.parse(System.getProperty("soak.duration", "PT1M")).toNanos();
        for (SoakFault fault : SoakFault.values()) {
            alone(fault);
        }
        long seed = Long.getLong("soak.seed", System.nanoTime());
        System.out.println("First mixture: " + seed);
        mixture(seed);
        ProcessSize before = ProcessSize.now();
        int ordersBefore = orders;
        for (int i = 0; i < LEAST_MIXTURES || System.nanoTime() - begin < duration; i++) {
            mixture(++seed);
        }
        System.out.println(orders + " orders, last mixture " + seed + ", played " + played);
        before.assertNotExceeded(orders - ordersBefore);
        assertThat(WhatCamelSays.of(flow.context)).isNotEmpty().noneMatch(KeyLeaks::in);
    }

    private void alone(SoakFault fault) throws Exception {
        List<SoakOrder> all = new ArrayList<>();
        for (SoakGroup group : SoakGroup.values()) {
            for (SoakOrder.Way way : SoakOrder.Way.values()) {
                for (int i = 0; i < (fault == SoakFault.MANY_PENDING ? 20 : 1); i++) {
                    all.add(order(group, way, fault == SoakFault.SEVERAL_PICTURES ? 2 : 1));
                }
            }
        }
        SoakRound round = play(fault.name(), new SoakRound(flow, Set.of(fault), failing(all, Set.of(fault)), null));
        assertThat(round.played(fault))
                .as("how often %s was played: %s", fault, fault.wrong)
                .isPositive();
    }

    private void mixture(long seed) throws Exception {
        Random random = new Random(seed);
        List<SoakFault> faults = new ArrayList<>(EnumSet.complementOf(EnumSet.of(SoakFault.MANY_PENDING)));
        Collections.shuffle(faults, random);
        Set<SoakFault> chosen = EnumSet.copyOf(faults.subList(0, 3 + random.nextInt(8)));
        List<SoakOrder> all = new ArrayList<>();
        int number = 50 + random.nextInt(51);
        for (int i = 0; i < number; i++) {
            all.add(order(
                    pick(SoakGroup.values(), random), pick(SoakOrder.Way.values(), random), random.nextInt(5) / 4 + 1));
        }
        play("mixture " + seed + " of " + chosen, new SoakRound(flow, chosen, failing(all, chosen), random));
    }

    private static <T> T pick(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private SoakOrder order(SoakGroup group, SoakOrder.Way way, int pictures) {
        return new SoakOrder("order-" + ++orders, group, way, pictures);
    }

    /** Every other order that a consumer gets has a route that fails before it succeeds. */
    private static List<SoakOrder> failing(List<SoakOrder> all, Set<SoakFault> faults) {
        for (int i = 0; i < all.size(); i += 2) {
            for (SoakFault fault : List.of(SoakFault.ROUTE_THROWS, SoakFault.ROUTE_ROLLS_BACK)) {
                if (faults.contains(fault)) {
                    all.get(i).routeFaults.add(fault);
                }
            }
        }
        return all;
    }

    private SoakRound play(String name, SoakRound round) throws Exception {
        SoakAudit audit = new SoakAudit(round);
        try {
            round.run();
            audit.check();
            assertThat(leaks.lines()).as("lines of the log that hold the key").isEmpty();
            audit.forget();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("In " + name + ": " + e.getMessage(), e);
        }
        for (SoakFault fault : SoakFault.values()) {
            played.merge(fault, round.played(fault), Integer::sum);
        }
        return round;
    }
}
